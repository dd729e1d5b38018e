package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.RedriveStep.Effect;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Applies parked changes after all, in the order of their item and each exactly once, or gives them up. For one thread;
 * other operators and the item's lane may be at work at the same time.
 *
 * <p>Each step is decided on what is stored, and its transaction holds only where that is still so: a parked change is
 * guarded by its revision, the marker of its item by that another change waits or, where it goes, by its tail.
 */
public final class Redriver {
    private final Parts parts;
    private final String operator;
    private final StopSignal stop;

    /** What operators work with. */
    public record Parts(
            Router router,
            Containment containment,
            CommitPlanner planner,
            Committer committer,
            ParkingLot lot,
            AuditRows auditRows,
            FailurePolicy failures,
            InstantSource clock) {}

    /**
     * A redriver.
     *
     * @param operator who is to be noted in the audit log
     */
    public Redriver(Parts parts, String operator, StopSignal stop) {
        this.parts = parts;
        this.operator = operator;
        this.stop = stop;
    }

    /** Tells, change by change, what redriving the item would do; writes nothing. */
    public List<Redrivable> preview(ParkedItem item) {
        List<Redrivable> found = new ArrayList<>();
        parts.lot().changes(item).forEachRemaining(change -> found.add(look(change)));
        return found;
    }

    /**
     * Applies the item's changes until none waits or one cannot be applied.
     *
     * @param applied is told each change that was applied
     */
    public RedriveEnd redrive(ParkedItem item, Consumer<ParkedChange> applied) {
        return new RedriveRun(parts, stop, item, new Apply(), applied).run();
    }

    /**
     * Gives up the item's changes from one sequence number to another, both included: their projection will never see
     * them.
     *
     * @param discarded is told each change that was given up
     */
    public RedriveEnd discard(ParkedItem item, Range range, String reason, Consumer<ParkedChange> discarded) {
        return new RedriveRun(parts, stop, item, new GiveUp(range, reason), discarded).run();
    }

    /** The sequence numbers from one to another, both included. */
    public record Range(SequenceNumber first, SequenceNumber last) {
        public boolean contains(SequenceNumber sequence) {
            return sequence.compareTo(first) >= 0 && sequence.compareTo(last) <= 0;
        }
    }

    private Redrivable look(ParkedChange change) {
        Optional<Asked> asked = parts.router().asked(change.projection(), change.change());
        if (asked.isEmpty()) {
            return new Redrivable.Orphaned(change);
        }
        List<Routed> answer = parts.containment().route(List.of(asked.get()), parts.router(), parts.clock());
        return answer.isEmpty()
                ? new Redrivable.Unfit(change, "projection " + change.projection() + " was interrupted")
                : look(change, answer.getFirst());
    }

    private static Redrivable look(ParkedChange change, Routed answer) {
        return switch (answer) {
            case Routed.Projected projected ->
                new Redrivable.Fit(change, projected.projected().writes(change.projection()));
            case Routed.Failed failed ->
                new Redrivable.Unfit(change, "projection " + change.projection() + " failed: " + failed.reason());
        };
    }

    /** Applies the first of the changes. */
    private final class Apply implements RedriveTask {
        @Override
        public Optional<ParkedChange> next(Iterator<ParkedChange> waiting) {
            return Optional.of(waiting.next());
        }

        @Override
        public RedriveStep step(Marker marker, ParkedChange change, Instant at) {
            return switch (look(change)) {
                case Redrivable.Fit fit -> apply(marker, fit, at);
                case Redrivable.Unfit unfit -> refused(marker, change, unfit.reason(), at);
                case Redrivable.Orphaned orphaned -> new RedriveStep.Impossible(orphaned.reason());
            };
        }

        @Override
        public RedriveStep refused(Marker marker, ParkedChange change, String reason, Instant at) {
            List<GuardedWrite> guarded = List.of(
                    ParkedRows.update(change, change.failed(reason, at)), ParkedRows.markReason(marker.item(), reason));
            return new RedriveStep.Commit(change, new Redrive(guarded, List.of()), Effect.REFUSED);
        }

        private RedriveStep apply(Marker marker, Redrivable.Fit fit, Instant at) {
            ParkedChange change = fit.change();
            List<RowKey> rows = fit.writes().stream().map(Write::row).toList();
            RedriveStep.Commit settling = settling(marker, change, note(change, rows, at));
            List<Write> left = fit.left();
            return fits(left, settling) ? with(left, settling) : advance(change, left, at);
        }

        /** What is taken away counts as large as it was. */
        private boolean fits(List<Write> left, RedriveStep.Commit settling) {
            Redrive beside = settling.transaction();
            long bytes = Stream.concat(beside.guarded().stream().map(GuardedWrite::write), beside.writes().stream())
                            .mapToLong(Write::size)
                            .sum()
                    + settling.change().imageSize();
            int actions = beside.guarded().size() + beside.writes().size();
            return left.isEmpty() || parts.planner().fitting(left, actions, bytes) == left.size();
        }

        /** As many writes as fit; one that fits into no transaction goes alone. */
        private RedriveStep advance(ParkedChange change, List<Write> left, Instant at) {
            int bytes = ParkedRows.update(change, change.applied(Integer.MAX_VALUE, at))
                    .write()
                    .size();
            int next = Math.max(1, parts.planner().fitting(left, 1, bytes));
            GuardedWrite advance = ParkedRows.update(change, change.applied(change.applied() + next, at));
            return new RedriveStep.Commit(
                    change, new Redrive(List.of(advance), left.subList(0, next)), Effect.ADVANCED);
        }

        /** The derived writes come first, so that the place of a refused one names it. */
        private RedriveStep with(List<Write> derived, RedriveStep.Commit settling) {
            List<Write> writes = new ArrayList<>(derived);
            writes.addAll(settling.transaction().writes());
            return new RedriveStep.Commit(
                    settling.change(), new Redrive(settling.transaction().guarded(), writes), Effect.SETTLED);
        }

        private AuditNote note(ParkedChange change, List<RowKey> rows, Instant at) {
            return new AuditNote(
                    change.change().id(),
                    at,
                    AuditNote.Action.REDRIVEN,
                    change.projection(),
                    Optional.of(operator),
                    Optional.empty(),
                    rows);
        }
    }

    /** Takes away the changes of a range. */
    private final class GiveUp implements RedriveTask {
        private final Range range;
        private final String reason;

        GiveUp(Range range, String reason) {
            this.range = range;
            this.reason = reason;
        }

        @Override
        public Optional<ParkedChange> next(Iterator<ParkedChange> waiting) {
            while (waiting.hasNext()) {
                ParkedChange change = waiting.next();
                if (range.contains(change.change().sequence())) {
                    return Optional.of(change);
                }
            }
            return Optional.empty();
        }

        @Override
        public RedriveStep step(Marker marker, ParkedChange change, Instant at) {
            return settling(
                    marker,
                    change,
                    new AuditNote(
                            change.change().id(),
                            at,
                            AuditNote.Action.DISCARDED,
                            change.projection(),
                            Optional.of(operator),
                            Optional.of(reason),
                            List.of()));
        }

        @Override
        public RedriveStep refused(Marker marker, ParkedChange change, String why, Instant at) {
            return new RedriveStep.Impossible(why);
        }
    }

    /** Leaves a note, and takes the change away. */
    private RedriveStep.Commit settling(Marker marker, ParkedChange change, AuditNote note) {
        List<Write> writes = new ArrayList<>(parts.auditRows().encode(note));
        writes.addAll(ParkedRows.removeParts(change));
        List<GuardedWrite> guarded = List.of(ParkedRows.remove(change), ParkedRows.markOneLess(marker));
        return new RedriveStep.Commit(change, new Redrive(guarded, writes), Effect.SETTLED);
    }
}
