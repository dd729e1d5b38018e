package dev.afterimage.backfill;

/**
 * How a table is read.
 *
 * @param segments into how many parts it is divided, which workers read side by side
 * @param readUnits how many read units a second all segments together may use; 0 for as many as there are
 * @param itemsASecond how many items a second all segments together may load; 0 for as many as there are
 * @param consistent whether reads are strongly consistent, for twice the units
 * @param late whether changes of the table had been applied before the backfill was opened: then the audit log is asked
 *     whether an item was followed from its first change on
 */
public record ScanSettings(int segments, int readUnits, int itemsASecond, boolean consistent, boolean late) {
    public static final int MOST_SEGMENTS = 1_000;

    public ScanSettings {
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw new IllegalArgumentException(
                    "a table is read in 1 to " + MOST_SEGMENTS + " segments, not in " + segments);
        }
        if (readUnits < 0) {
            throw new IllegalArgumentException("a backfill cannot use " + readUnits + " read units a second");
        }
        if (itemsASecond < 0) {
            throw new IllegalArgumentException("a backfill cannot load " + itemsASecond + " items a second");
        }
    }

    /** As many items a second as there are. */
    public ScanSettings(int segments, int readUnits, boolean consistent, boolean late) {
        this(segments, readUnits, 0, consistent, late);
    }

    /** The same, where changes of the table had been applied before. */
    public ScanSettings afterChanges() {
        return new ScanSettings(segments, readUnits, itemsASecond, consistent, true);
    }

    /** Whether it is to be slower than it could be. */
    boolean isLimited() {
        return readUnits > 0 || itemsASecond > 0;
    }
}
