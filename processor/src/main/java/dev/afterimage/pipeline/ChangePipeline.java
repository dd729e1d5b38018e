package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the changes of one lane, in order, each exactly once. It blocks until they are applied or the stop signal is
 * raised, and never skips one: what passes by itself is tried again, what does not halts the lane. For one thread.
 *
 * <p>Its correctness rests on the stored position alone. It may run beside another of the same lane: the commits of one
 * of the two are stale then, and it goes on from what the other has done.
 */
public final class ChangePipeline {
    private final Lane lane;
    private final Parts parts;
    private final StopSignal stop;
    private Position position;
    private long applied;

    /** What a pipeline works with; the same for every lane. */
    public record Parts(
            Router router,
            CommitPlanner planner,
            Committer committer,
            Positions positions,
            FailurePolicy failures,
            PipelineListener listener,
            InstantSource clock) {}

    public ChangePipeline(Lane lane, Parts parts, StopSignal stop) {
        this.lane = lane;
        this.parts = parts;
        this.stop = stop;
        this.position = Position.start(lane);
    }

    /** The position as this pipeline last saw it. */
    public Position position() {
        return position;
    }

    /** Reads the stored position; answers false where it was told to stop before it could. */
    public boolean open() {
        if (!reread()) {
            return false;
        }
        parts.listener().opened(position);
        return true;
    }

    /** Applies these changes; answers false where it was told to stop before it had applied them all. */
    public boolean apply(List<Change> changes) {
        parts.listener().read(lane, changes.size());
        List<Change> rest = notYetApplied(changes, 0);
        while (!rest.isEmpty()) {
            long before = applied;
            if (!applySome(rest)) {
                return false;
            }
            rest = notYetApplied(rest, applied - before);
        }
        return true;
    }

    /** Closes the lane, whose shard has ended; answers false where it was told to stop before it could. */
    public boolean close() {
        while (!position.closed()) {
            Verdict verdict = commit(CommitPlan.closing(position, now()));
            if (verdict == Verdict.STOPPED || (verdict == Verdict.STALE && !reread())) {
                return false;
            }
        }
        parts.listener().closed(lane);
        return true;
    }

    /** The changes after the position; of those before it, so many were applied by this pipeline. */
    private List<Change> notYetApplied(List<Change> changes, long appliedHere) {
        List<Change> rest = changes.stream()
                .filter(change -> !position.covers(change.sequence()))
                .toList();
        int elsewhere = (int) (changes.size() - rest.size() - appliedHere);
        if (elsewhere > 0) {
            parts.listener().alreadyApplied(lane, elsewhere);
        }
        return rest;
    }

    /** Applies the longest run of changes that every projection takes; halts where not even the first is taken. */
    private boolean applySome(List<Change> changes) {
        List<ProjectedChange> projected = new ArrayList<>(changes.size());
        for (Change change : changes) {
            switch (parts.router().route(change, now())) {
                case Routed.Projected taken -> projected.add(taken.projected());
                case Routed.Failed failed -> {
                    return projected.isEmpty() ? halt(failed) : commit(projected, parts.planner());
                }
            }
        }
        return commit(projected, parts.planner());
    }

    /** Commits what can be; answers false where it was told to stop. What is left over is planned anew by the caller. */
    private boolean commit(List<ProjectedChange> changes, CommitPlanner planner) {
        for (CommitPlan plan : planner.plan(position, changes, now())) {
            Verdict verdict = commit(plan);
            if (verdict != Verdict.COMMITTED) {
                return switch (verdict) {
                    case STALE -> reread();
                    case REJECTED ->
                        commit(changesOf(plan, changes), parts.planner().oneChangeEach());
                    case COMMITTED -> true;
                    case STOPPED -> false;
                };
            }
        }
        return true;
    }

    private static List<ProjectedChange> changesOf(CommitPlan plan, List<ProjectedChange> changes) {
        return changes.stream()
                .filter(change -> plan.completed().contains(change.change()))
                .toList();
    }

    private enum Verdict {
        COMMITTED,
        STALE,
        REJECTED,
        STOPPED
    }

    private Verdict commit(CommitPlan plan) {
        for (int attempt = 1; !stop.raised(); attempt++) {
            Instant start = now();
            CommitOutcome outcome = parts.committer().commit(plan);
            switch (outcome) {
                case CommitOutcome.Applied committed -> {
                    position = plan.to();
                    applied += plan.completed().size();
                    parts.listener().applied(plan, committed.writeUnits(), Duration.between(start, now()));
                    return Verdict.COMMITTED;
                }
                case CommitOutcome.Stale stale -> {
                    return Verdict.STALE;
                }
                case CommitOutcome.Contended contended -> retry(contended.detail(), attempt);
                case CommitOutcome.Throttled throttled -> retry(throttled.detail(), attempt);
                case CommitOutcome.Unanswered unanswered -> retry(unanswered.detail(), attempt);
                case CommitOutcome.Unable unable -> halt(Optional.empty(), unable.detail());
                case CommitOutcome.Rejected rejected -> {
                    if (plan.completed().size() > 1) {
                        return Verdict.REJECTED;
                    }
                    halt(plan.completed().stream().map(Change::id).findFirst(), rejected.detail());
                }
            }
        }
        return Verdict.STOPPED;
    }

    private boolean halt(Routed.Failed failed) {
        return halt(
                Optional.of(failed.change().id()), "projection " + failed.projection() + " failed: " + failed.reason());
    }

    private boolean halt(Optional<ChangeId> change, String reason) {
        Duration delay = parts.failures().halted();
        parts.listener().halted(lane, change, reason, delay);
        return stop.pause(delay);
    }

    private boolean retry(String reason, int attempt) {
        Duration delay = parts.failures().beforeRetry(attempt);
        parts.listener().retrying(lane, reason, attempt, delay);
        return stop.pause(delay);
    }

    private boolean reread() {
        for (int attempt = 1; !stop.raised(); attempt++) {
            try {
                position = parts.positions().of(lane);
                return true;
            } catch (RuntimeException unreadable) {
                retry("cannot read the lane's position: " + unreadable, attempt);
            }
        }
        return false;
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
