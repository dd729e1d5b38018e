package dev.afterimage.backfill;

import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What projections take for granted of an item while its table's backfill is open. */
public enum FenceState {
    /** The image that was read from the table, which is that of the item's baseline in the audit log. */
    LOADED,
    /** What the last change left that was applied from the stream, or what its next one begins with. */
    STREAMED;

    /** As it is stored. */
    AttributeValue value() {
        return AttributeValue.fromS(name().toLowerCase(Locale.ROOT));
    }

    static FenceState parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
