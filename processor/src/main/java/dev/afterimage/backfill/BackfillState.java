package dev.afterimage.backfill;

import java.util.Locale;

/** How far a backfill has come. */
public enum BackfillState {
    /** Every lane of the table is being made aware of it; nothing is read yet. */
    OPENING,
    /** Segments are read. */
    SCANNING,
    /** No segment is read until somebody resumes it. */
    PAUSED,
    /** All is read; lanes go on until they are past the end of the reading. */
    DRAINING,
    /** Every lane is being told that it is over; then the fences go. */
    CLEARING,
    DONE;

    /** Whether lanes go by the fences of items. */
    public boolean isOpen() {
        return switch (this) {
            case OPENING, SCANNING, PAUSED, DRAINING -> true;
            case CLEARING, DONE -> false;
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
