package dev.afterimage.backfill;

import dev.afterimage.item.TableName;

/** Is told what a worker does for backfills. Thread-safe. */
public interface BackfillListener {
    BackfillListener NONE = new BackfillListener() {};

    /** The backfill of a table has come to another state. */
    default void moved(Backfill backfill) {}

    /** So many items were loaded. */
    default void loaded(TableName table, int items) {}

    /** A segment cannot be read on before somebody mends something. */
    default void halted(TableName table, int segment, String reason) {}

    /** Something failed, and is tried again. */
    default void failed(TableName table, String reason) {}
}
