package dev.afterimage.expiry;

import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;

/**
 * The table of what the feed of expirations needs beside the events: who records any, how far each sink has come, and what
 * is due next. Each of these has queues of its own in it.
 */
public final class FeedRows {
    public static final String QUEUE = "queue";
    public static final String PLACE = "place";

    /** The table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("feed");

    private FeedRows() {}

    public static RowKey row(String queue, String place) {
        return new RowKey(TABLE.name(), ItemKey.of(QUEUE, queue, PLACE, place));
    }
}
