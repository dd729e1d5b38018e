package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.time.Instant;

/** From where on a source's changes are applied. */
public sealed interface StartPosition {
    StartPosition TRIM_HORIZON = new TrimHorizon();
    StartPosition LATEST = new Latest();

    /** With the oldest change that the stream still holds. */
    record TrimHorizon() implements StartPosition {}

    /** With the first change that is not older than this instant, by the stream's own time; older ones are dropped. */
    record At(Instant instant) implements StartPosition {}

    /** With the first change after the first start of all; that moment is stored and stays the same ever after. */
    record Latest() implements StartPosition {
        private static final ShardId MARKER = new ShardId(Lane.INTERNAL + "start");

        /** The lane, which no shard has, whose position holds when the table was first followed. */
        public static Lane marker(TableName table) {
            return new Lane(table, MARKER);
        }
    }
}
