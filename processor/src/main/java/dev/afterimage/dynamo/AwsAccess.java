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
 */
public record AwsAccess(Region region, Optional<URI> endpoint, boolean embedded) {
    /** The embedded DynamoDB at this address. */
    public static AwsAccess embedded(URI endpoint) {
        return new AwsAccess(Region.US_EAST_1, Optional.of(endpoint), true);
    }

    /** The real service in this region. */
    public static AwsAccess of(Region region) {
        return new AwsAccess(region, Optional.empty(), false);
    }
}
