package dev.afterimage.stream;

import dev.afterimage.item.TableName;

/** Keeps on record that changes of a table may be lost for good. Thread-safe. */
@FunctionalInterface
public interface GapLog {
    /** Keeps nothing. */
    GapLog NONE = (table, detail) -> {};

    /**
     * Keeps a gap, before anything behind it is read. Kept twice it is kept once. A {@link RuntimeException} says that it
     * is not: whoever has found it is to find it again.
     *
     * @param detail what may be lost, for people; the same for the same gap
     */
    void keep(TableName table, String detail);
}
