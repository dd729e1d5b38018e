package dev.afterimage.backfill;

import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What projections take for granted of an item while its table's backfill is open.
 *
 * @param steps how many steps of a repair were shown so far, so that none is shown twice
 */
public record FenceState(Stage stage, int steps) {
    public static final FenceState LOADED = new FenceState(Stage.LOADED, 0);
    public static final FenceState STREAMED = new FenceState(Stage.STREAMED, 0);

    /** Before the first step. */
    static final FenceState UNTOUCHED = new FenceState(Stage.MENDING, 0);

    private static final char COUNT = '-';

    /** What holds. */
    public enum Stage {
        /** The image that was read from the table, which is that of the item's last entry in the audit log. */
        LOADED,
        /** What the last step of a repair left; others are still to come. */
        MENDING,
        /** What the last change left that was applied from the stream, or what its next one begins with. */
        STREAMED
    }

    /** After one more step of a repair. */
    FenceState next(Stage then) {
        return new FenceState(then, steps + 1);
    }

    boolean isStreamed() {
        return stage == Stage.STREAMED;
    }

    /** As it is stored. */
    AttributeValue value() {
        String text = stage.name().toLowerCase(Locale.ROOT);
        return AttributeValue.fromS(steps == 0 ? text : text + COUNT + steps);
    }

    static FenceState parse(String text) {
        int count = text.indexOf(COUNT);
        String stage = count < 0 ? text : text.substring(0, count);
        return new FenceState(
                Stage.valueOf(stage.toUpperCase(Locale.ROOT)),
                count < 0 ? 0 : Integer.parseInt(text.substring(count + 1)));
    }
}
