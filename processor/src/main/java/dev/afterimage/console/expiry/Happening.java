package dev.afterimage.console.expiry;

import dev.afterimage.change.Expiry;
import dev.afterimage.expiry.ExpiryEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one can look for among expirations. */
public enum Happening {
    /** Items that were due. */
    DUE,
    /** Items that DynamoDB deleted. */
    DELETED,
    /** Items that were deleted in another region. */
    REPLICATED;

    public static Happening of(ExpiryEvent event) {
        return switch (event) {
            case ExpiryEvent.Due _ -> DUE;
            case ExpiryEvent.Deleted deleted ->
                deleted.expiry().origin() == Expiry.Origin.REPLICATED ? REPLICATED : DELETED;
        };
    }

    static Optional<Happening> named(String text) {
        return Arrays.stream(values())
                .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
