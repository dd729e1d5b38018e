package dev.afterimage.backfill;

import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.Optional;

/**
 * A backfill of one table, the last that was started. Immutable; its methods are the moves that it can make.
 *
 * @param revision counts what was stored of it; the next is stored only where this one is
 * @param purpose what the table is read for
 * @param startedAt when it was started, which also names it among the backfills of its table
 * @param scannedAt when the last segment was read to its end, or the backfill was cancelled; empty before
 * @param endedAt when its last fence was gone; empty before
 * @param cancelled whether it was cancelled before every segment was read
 */
public record Backfill(
        TableName table,
        long revision,
        BackfillState state,
        Purpose purpose,
        ScanSettings settings,
        Instant startedAt,
        Optional<Instant> scannedAt,
        Optional<Instant> endedAt,
        boolean cancelled) {
    /** A backfill that loads, and is started after another of the table, or as the first. */
    public static Backfill open(TableName table, Optional<Backfill> before, ScanSettings settings, Instant at) {
        return open(table, before, new Purpose.Load(), settings, at);
    }

    /** A backfill that is started after another of the table, or as the first. */
    static Backfill open(
            TableName table, Optional<Backfill> before, Purpose purpose, ScanSettings settings, Instant at) {
        return new Backfill(
                table,
                before.map(Backfill::revision).orElse(0L) + 1,
                BackfillState.OPENING,
                purpose,
                settings,
                at,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public boolean isOpen() {
        return state.isOpen();
    }

    /** Whether it repairs what is there, instead of loading what is not. */
    public boolean isRepair() {
        return purpose instanceof Purpose.Repair;
    }

    /** How many segments are read: those of the table, and for a repair as many of the audit log. */
    int segments() {
        return settings.segments() * (isRepair() ? 2 : 1);
    }

    /** Names it among the backfills of its table. */
    public String generation() {
        return startedAt.toString();
    }

    /** The same, where changes of the table had been applied before every lane knew of it. */
    Backfill afterChanges() {
        return new Backfill(
                table, revision, state, purpose, settings.afterChanges(), startedAt, scannedAt, endedAt, cancelled);
    }

    /** Every lane knows of it. */
    public Backfill scanning() {
        return to(BackfillState.SCANNING, scannedAt, endedAt, cancelled);
    }

    public Backfill paused() {
        return to(BackfillState.PAUSED, scannedAt, endedAt, cancelled);
    }

    /** Every segment was read by now. */
    public Backfill scanned(Instant at) {
        return to(BackfillState.DRAINING, Optional.of(at), endedAt, cancelled);
    }

    /** Nothing more is read. What was loaded stays. */
    public Backfill cancelled(Instant at) {
        return to(BackfillState.DRAINING, Optional.of(at), endedAt, true);
    }

    /** Every lane is past the end of the reading. */
    public Backfill drained() {
        return to(BackfillState.CLEARING, scannedAt, endedAt, cancelled);
    }

    /** Its last fence is gone. */
    public Backfill done(Instant at) {
        return to(BackfillState.DONE, scannedAt, Optional.of(at), cancelled);
    }

    private Backfill to(BackfillState next, Optional<Instant> scanned, Optional<Instant> ended, boolean given) {
        return new Backfill(table, revision + 1, next, purpose, settings, startedAt, scanned, ended, given);
    }
}
