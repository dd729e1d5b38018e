package dev.afterimage.backfill;

import java.time.Instant;

/** What a table is read for. */
public sealed interface Purpose {
    /** For what was there before its stream. */
    record Load() implements Purpose {}

    /**
     * For what its stream no longer held when it was to be read.
     *
     * @param since entries of the audit log that were recorded before go on where those before them ended
     */
    record Repair(Instant since) implements Purpose {}

    /** How it is called. */
    default String text() {
        return switch (this) {
            case Load _ -> "backfill";
            case Repair _ -> "repair";
        };
    }
}
