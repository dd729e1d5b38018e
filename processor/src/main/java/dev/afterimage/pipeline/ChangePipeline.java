package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies the changes of one lane, in order, each exactly once. It blocks until they are applied or the stop signal is
 * raised, and never skips one: what passes by itself is tried again; a change that a projection cannot take is parked for
 * that projection, and those of its item behind it; what must be mended elsewhere halts the lane. For one thread, but for
 * {@link #position}.
 *
 * <p>Its correctness rests on the stored position alone. It may run beside another of the same lane: the commits of one
 * of the two are stale then, and it goes on from what the other has done.
 *
 * <p>Once it has stopped it stays so, and applies nothing more: what it was given last is not applied whole, and what it
 * would be given next must not overtake that.
 */
public final class ChangePipeline {
    private final Lane lane;
    private final Parts parts;
    private final StopSignal stop;
    private final Waits waits;
    private final Isolation isolation;
    private final LaneParking parking;
    private final Foresight foresight;
    private final Lookout lookout;
    private Attempts attempts = Attempts.NONE;
    private volatile Position position;
    private int overtaken;
    private boolean stopped;
    private boolean left;

    /** What a pipeline works with; the same for every lane. */
    public record Parts(
            Router router,
            Containment containment,
            CommitPlanner planner,
            Committer committer,
            Positions positions,
            ParkingLot parkingLot,
            FailurePolicy failures,
            PipelineListener listener,
            InstantSource clock,
            Function<Lane, Foresight> foresights) {
        /** The same with another foresight. */
        public Parts with(Function<Lane, Foresight> others) {
            return new Parts(
                    router, containment, planner, committer, positions, parkingLot, failures, listener, clock, others);
        }

        /** The same with other waits. */
        public Parts with(FailurePolicy others) {
            return new Parts(
                    router,
                    containment,
                    planner,
                    committer,
                    positions,
                    parkingLot,
                    others,
                    listener,
                    clock,
                    foresights);
        }

        /** The same with another listener. */
        public Parts with(PipelineListener other) {
            return new Parts(
                    router, containment, planner, committer, positions, parkingLot, failures, other, clock, foresights);
        }

        /** The same for lanes that need no foresight. */
        public Parts(
                Router router,
                Containment containment,
                CommitPlanner planner,
                Committer committer,
                Positions positions,
                ParkingLot parkingLot,
                FailurePolicy failures,
                PipelineListener listener,
                InstantSource clock) {
            this(
                    router,
                    containment,
                    planner,
                    committer,
                    positions,
                    parkingLot,
                    failures,
                    listener,
                    clock,
                    Foresight.FOR_NONE);
        }
    }

    public ChangePipeline(Lane lane, Parts parts, StopSignal stop) {
        this.lane = lane;
        this.parts = parts;
        this.stop = stop;
        this.waits = new Waits(lane, parts.failures(), parts.listener(), stop);
        this.isolation = new Isolation(parts.planner());
        this.parking = new LaneParking(lane.table(), parts.parkingLot(), parts.router());
        this.foresight = parts.foresights().apply(lane);
        this.lookout = new Lookout(foresight, parking, new Reading(waits, stop));
        this.position = Position.start(lane);
    }

    /** The position as this pipeline last saw it. Any thread may ask. */
    public Position position() {
        return position;
    }

    /** Reads the stored position; answers false where it was told to stop before it could. */
    public boolean open() {
        return persist(() -> {
            boolean known = reread();
            if (known) {
                parts.listener().opened(position);
            }
            return known;
        });
    }

    /** Applies these changes; answers false where it was told to stop before it had applied them all. */
    public boolean apply(List<Change> changes) {
        Backlog backlog = new Backlog(changes);
        persist(() -> {
            parts.listener().read(lane, changes.size());
            return true;
        });
        while (!stopped && !backlog.isEmpty()) {
            persist(() -> applySome(backlog));
        }
        return !stopped;
    }

    /** Closes the lane, whose shard has ended; answers false where it was told to stop before it could. */
    public boolean close() {
        while (!stopped && !position.closed()) {
            persist(() -> commit(CommitPlan.closing(position, now())) != Verdict.STOPPED);
        }
        return persist(() -> {
            parts.listener().closed(lane);
            return true;
        });
    }

    /** Gives the lane up without closing it: it is another worker's now, or this one ends. Nothing is applied any more. */
    public void leave() {
        stopped = true;
        if (!left) {
            left = true;
            parts.listener().left(lane);
        }
    }

    /**
     * Does some work that answers whether the lane may go on, and answers the same. Here ends whatever a bug may throw:
     * the lane halts, and then goes on from what is stored. An error of the JVM passes, and leaves the lane stopped.
     */
    private boolean persist(BooleanSupplier work) {
        if (stopped || stop.raised()) {
            stopped = true;
            return false;
        }
        stopped = true;
        try {
            stopped = !work.getAsBoolean();
        } catch (RuntimeException unexpected) {
            stopped = !waits.halt(Optional.empty(), "unexpected: " + Thrown.inWords(unexpected)) || !reread();
        }
        return !stopped;
    }

    private void dropApplied(Backlog backlog) {
        int dropped = backlog.dropApplied(position);
        if (dropped > 0) {
            parts.listener().alreadyApplied(lane, dropped);
        }
    }

    /** Commits changes until something stands in the way; answers false where it was told to stop. */
    private boolean applySome(Backlog backlog) {
        if (foresight.wantsStored(position)) {
            return store();
        }
        dropApplied(backlog);
        Routing routing = new Routing(backlog.rest(), lookout.after(position), parts);
        Iterator<CommitPlan> plans = isolation.planner().plans(position, routing, parts.clock());
        while (plans.hasNext()) {
            CommitPlan plan = plans.next();
            Verdict verdict = commit(plan);
            if (verdict != Verdict.COMMITTED) {
                return verdict != Verdict.STOPPED;
            }
            backlog.applied(plan.completed().size());
            if (isolation.endsAt(position)) {
                return true;
            }
        }
        return routing.failure().map(this::cannotProject).orElse(true);
    }

    /** Stores the position of a lane that has none, and reads what holds from then on; answers false where told to stop. */
    private boolean store() {
        CommitPlan alone = CommitPlan.fencing(position, now());
        return switch (commit(alone)) {
            case COMMITTED -> reread();
            case AGAIN, REPLAN -> true;
            case STOPPED -> false;
        };
    }

    private enum Verdict {
        COMMITTED,
        /** Nothing is committed; the same plan may be tried again. */
        AGAIN,
        /** Nothing is committed; what is left is to be planned anew. */
        REPLAN,
        STOPPED
    }

    private Verdict commit(CommitPlan plan) {
        Verdict verdict = Verdict.AGAIN;
        for (int attempt = 1; verdict == Verdict.AGAIN; attempt++) {
            verdict = stop.raised() ? Verdict.STOPPED : tryToCommit(plan, attempt);
        }
        return verdict;
    }

    private Verdict tryToCommit(CommitPlan plan, int attempt) {
        Instant start = now();
        return switch (parts.committer().commit(plan)) {
            case CommitOutcome.Applied applied -> {
                position = plan.to();
                overtaken = 0;
                parking.committed(plan);
                parts.listener().applied(plan, applied.writeUnits(), Duration.between(start, now()));
                yield Verdict.COMMITTED;
            }
            case CommitOutcome.Stale stale -> stale(plan, attempt);
            case CommitOutcome.Contended contended -> retry(RetryCause.CONTENDED, contended.detail(), attempt);
            case CommitOutcome.Throttled throttled -> retry(RetryCause.THROTTLED, throttled.detail(), attempt);
            case CommitOutcome.Unanswered unanswered -> retry(RetryCause.UNANSWERED, unanswered.detail(), attempt);
            case CommitOutcome.Unable unable ->
                waits.halt(Optional.empty(), unable.detail()) ? Verdict.AGAIN : Verdict.STOPPED;
            case CommitOutcome.Rejected rejected -> refused(plan, rejected) ? Verdict.REPLAN : Verdict.STOPPED;
        };
    }

    private Verdict retry(RetryCause cause, String reason, int attempt) {
        return waits.retry(cause, reason, attempt) ? Verdict.AGAIN : Verdict.STOPPED;
    }

    private Verdict stale(CommitPlan plan, int attempt) {
        if (!reread()) {
            return Verdict.STOPPED;
        }
        if (position.revision() != plan.from().revision() || !plan.marks().isEmpty()) {
            return Verdict.REPLAN;
        }
        if (!plan.expected().isEmpty()) {
            return overtaken();
        }
        return retry(
                RetryCause.STALE, "the commit was stale, and yet the stored position is where it started", attempt);
    }

    /** Somebody has written what was read. The first to commit wins; who loses again and again gives way a little. */
    private Verdict overtaken() {
        overtaken++;
        return overtaken == 1
                        || waits.retry(
                                RetryCause.CONTENDED, "what projections have read was written meanwhile", overtaken - 1)
                ? Verdict.REPLAN
                : Verdict.STOPPED;
    }

    private boolean refused(CommitPlan plan, CommitOutcome.Rejected rejected) {
        if (isolation.divides(plan)) {
            isolation.divide(plan);
            return true;
        }
        String reason = inWords(plan, rejected);
        Optional<Change> change = plan.shown().stream().findFirst();
        Set<ProjectionName> culprits = culprits(plan, rejected);
        if (change.isEmpty() || culprits.isEmpty()) {
            return waits.halt(change.map(Change::id), reason);
        }
        if (culprits.size() > 1
                && plan.leads().isEmpty()
                && rejected.refusals().stream()
                        .noneMatch(refusal -> refusal.write().isPresent())) {
            isolation.divideBySlots(plan);
            return true;
        }
        return giveUp(change.get(), culprits, reason, true);
    }

    /** Whose writes were refused; where that is not said, whose may have been. */
    private Set<ProjectionName> culprits(CommitPlan plan, CommitOutcome.Rejected rejected) {
        Set<ProjectionName> named = owners(plan.refusedRows(rejected));
        return named.isEmpty() && plan.refusedRows(rejected).findAny().isEmpty()
                ? owners(plan.writes().stream().map(Write::row))
                : named;
    }

    private Set<ProjectionName> owners(Stream<RowKey> rows) {
        return rows.flatMap(row -> parts.router().owner(row.table()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String inWords(CommitPlan plan, CommitOutcome.Rejected rejected) {
        String rows = plan.refusedRows(rejected).map(RowKey::toString).collect(Collectors.joining(" and "));
        return "its write" + (rows.isEmpty() ? "" : " to " + rows) + " was refused: " + rejected.detail();
    }

    private boolean cannotProject(Routed.Failed failed) {
        String reason = "projection " + failed.projection() + " failed: " + failed.reason();
        if (position.writesApplied(failed.change()) > 0) {
            return waits.halt(
                    Optional.of(failed.change().id()),
                    reason + "; the change is applied in part, by code that could take it");
        }
        return giveUp(failed.change(), Set.of(failed.projection()), reason, failed.passing());
    }

    /** What becomes of a bad change: it is tried some times, then kept for the projections that cannot take it. */
    private boolean giveUp(Change change, Set<ProjectionName> projections, String reason, boolean passing) {
        attempts = attempts.next(change.id());
        if (passing && attempts.count() < parts.failures().attempts()) {
            return waits.retry(RetryCause.REFUSED, reason, attempts.count());
        }
        if (projections.stream().allMatch(projection -> parking.isCondemned(change, projection))) {
            return waits.halt(Optional.of(change.id()), "it cannot even be parked: " + reason);
        }
        if (parking.items() >= parts.failures().mostParked()
                && projections.stream().anyMatch(projection -> !parking.waits(projection, change))) {
            String full = reason + "; it is not parked, since " + parking.items() + " items of table " + lane.table()
                    + " are: mend the projection and redrive them";
            return waits.halt(Optional.of(change.id()), full) && reread();
        }
        parking.condemn(change, projections, reason, attempts.count());
        return true;
    }

    private boolean reread() {
        return lookout.reading().done("the lane's position or its parked items", () -> {
            position = parts.positions().of(lane);
            parking.reload();
            foresight.reload();
        });
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
