package dev.afterimage.pipeline;

import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Expected;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.Slot;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.pipeline.RedriveStep.Effect;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Applies the first of the changes.
 *
 * @param look what redriving one would do
 */
record Apply(CommitPlanner planner, Settling settling, Function<ParkedChange, Redrivable> look) implements RedriveTask {
    @Override
    public Optional<ParkedRecord> next(Iterator<ParkedRecord> waiting) {
        return Optional.of(waiting.next());
    }

    @Override
    public RedriveStep step(Marker marker, ParkedChange change, Instant at) {
        return switch (look.apply(change)) {
            case Redrivable.Fit fit -> apply(marker, fit, at);
            case Redrivable.Failing failing -> refused(marker, change, failing.reason(), at);
            case Redrivable.Unfit unfit -> new RedriveStep.Impossible(unfit.reason());
        };
    }

    @Override
    public RedriveStep refused(Marker marker, ParkedChange change, String reason, Instant at) {
        List<GuardedWrite> guarded = List.of(
                ParkedRows.update(change, change.failed(reason, at)), ParkedRows.markReason(marker.item(), reason));
        return commit(change, new Redrive(guarded, List.of()), Effect.REFUSED);
    }

    /** The marker tells why the item waits now: a listing shows it. */
    @Override
    public RedriveStep damaged(Optional<Marker> marker, ParkedRecord.Damaged damaged, int left, Instant at) {
        String reason = "change #" + damaged.sequence() + " is damaged: " + damaged.reason();
        Redrive mark = new Redrive(List.of(ParkedRows.markReason(damaged.item(), reason)), List.of());
        return marker.isEmpty()
                ? new RedriveStep.Impossible(reason)
                : new RedriveStep.Commit(damaged, mark, Effect.REFUSED, Optional.empty());
    }

    private RedriveStep apply(Marker marker, Redrivable.Fit fit, Instant at) {
        ParkedChange change = fit.change();
        RedriveStep.Commit settled = settling.redriven(
                marker, change, fit.writes().stream().map(Write::row).toList(), at);
        List<List<Write>> left = fit.left().stream().map(fit.links()::with).toList();
        List<Expected> expected = fit.basis().expected();
        if (fits(left, expected, settled.transaction(), change)) {
            return with(left, expected, settled);
        }
        return fit.basis() instanceof Slot.Basis.Rows rows && !rows.divisible()
                ? new RedriveStep.Impossible("projection " + change.projection() + " writes " + left.size()
                        + " rows by what it has read, more than go into one transaction")
                : advance(change, left, expected, at);
    }

    /** What is taken away counts as large as it was. */
    private boolean fits(List<List<Write>> left, List<Expected> expected, Redrive beside, ParkedChange change) {
        long bytes = Stream.concat(beside.guarded().stream().map(GuardedWrite::write), beside.writes().stream())
                        .mapToLong(Write::size)
                        .sum()
                + change.imageSize();
        int actions = beside.guarded().size() + beside.writes().size();
        return (left.isEmpty() && expected.isEmpty()) || planner.fits(flat(left), expected, actions, bytes);
    }

    /** As many writes as fit; one that fits into no transaction goes alone. */
    private RedriveStep advance(ParkedChange change, List<List<Write>> left, List<Expected> expected, Instant at) {
        int bytes = ParkedRows.update(change, change.applied(Integer.MAX_VALUE, at))
                .write()
                .size();
        int next = Math.max(1, planner.fitting(left, 1 + expected.size(), bytes));
        GuardedWrite advance = ParkedRows.update(change, change.applied(change.applied() + next, at));
        return commit(change, new Redrive(List.of(advance), flat(left.subList(0, next)), expected), Effect.ADVANCED);
    }

    /** The derived writes come first, so that the place of a refused one names it. */
    private static RedriveStep with(List<List<Write>> derived, List<Expected> expected, RedriveStep.Commit settled) {
        List<Write> writes = new ArrayList<>(flat(derived));
        writes.addAll(settled.transaction().writes());
        Redrive transaction = new Redrive(settled.transaction().guarded(), writes, expected);
        return new RedriveStep.Commit(settled.parked(), transaction, settled.effect(), settled.note());
    }

    private static List<Write> flat(List<List<Write>> writes) {
        return Writes.mergeRows(writes.stream().flatMap(List::stream).toList());
    }

    private static RedriveStep commit(ParkedChange change, Redrive transaction, Effect effect) {
        return new RedriveStep.Commit(new ParkedRecord.Whole(change), transaction, effect, Optional.empty());
    }
}
