package dev.afterimage.backfill;

import java.util.OptionalDouble;

/**
 * How a table is read.
 *
 * @param segments into how many parts it is divided, which workers read side by side
 * @param readUnits how many read units a second all segments together may use; 0 for as many as there are
 * @param consistent whether reads are strongly consistent, for twice the units
 * @param late whether changes of the table had been applied before the backfill was opened: then the audit log is asked
 *     whether an item was followed from its first change on
 */
public record ScanSettings(int segments, int readUnits, boolean consistent, boolean late) {
    public static final int MOST_SEGMENTS = 1_000;

    public ScanSettings {
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw new IllegalArgumentException(
                    "a table is read in 1 to " + MOST_SEGMENTS + " segments, not in " + segments);
        }
        if (readUnits < 0) {
            throw new IllegalArgumentException("a backfill cannot use " + readUnits + " read units a second");
        }
    }

    /** The same, where changes of the table had been applied before. */
    public ScanSettings afterChanges() {
        return new ScanSettings(segments, readUnits, consistent, true);
    }

    /** How many read units a second one segment may use, while so many are read; empty for as many as there are. */
    public OptionalDouble readUnitsOfOne(int reading) {
        return readUnits == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) readUnits / Math.max(1, reading));
    }
}
