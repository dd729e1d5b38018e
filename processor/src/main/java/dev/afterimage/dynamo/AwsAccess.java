package dev.afterimage.dynamo;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * Where DynamoDB is, and as whom to call it.
 *
 * @param endpoint an address that takes the place of the region's own, both for tables and for streams
 * @param embedded whether it is the embedded DynamoDB: it wants credentials but looks at none, so the program makes some
 *     up; else they come from the SDK's default chain (environment, profile, container or instance role)
 * @param roles what is assumed with these credentials
 */
public record AwsAccess(Region region, Optional<URI> endpoint, boolean embedded, Roles roles) {
    /**
     * Roles by ARN; empty for the credentials as they are.
     *
     * @param source reads source tables and streams
     * @param target does everything else
     * @param undo puts items of source tables back; empty for the one that reads them
     * @param externalId what the owners of the roles ask for
     */
    public record Roles(
            Optional<String> source, Optional<String> target, Optional<String> undo, Optional<String> externalId) {
        public static final Roles NONE =
                new Roles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public AwsAccess {
        if (embedded && !roles.equals(Roles.NONE)) {
            throw new IllegalArgumentException("the embedded DynamoDB knows no roles");
        }
    }

    /** The embedded DynamoDB at this address. */
    public static AwsAccess embedded(URI endpoint) {
        return new AwsAccess(Region.US_EAST_1, Optional.of(endpoint), true, Roles.NONE);
    }

    /** The real service in this region. */
    public static AwsAccess of(Region region) {
        return new AwsAccess(region, Optional.empty(), false, Roles.NONE);
    }
}
