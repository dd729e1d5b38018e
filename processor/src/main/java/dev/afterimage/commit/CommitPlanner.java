package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Groups changes into as few transactions as the {@link CommitLimits} allow. Pure and thread-safe.
 *
 * <p>A change that does not fit into one transaction even alone is split; the position counts which of its writes are
 * done. They are the same each time the change is projected, so whoever goes on after a crash knows which are left.
 */
public final class CommitPlanner {
    private final CommitLimits limits;

    public CommitPlanner(CommitLimits limits) {
        this.limits = limits;
    }

    /** The same planner, with at most so many changes in a plan. */
    public CommitPlanner atMost(int changes) {
        return new CommitPlanner(limits.atMost(changes));
    }

    /**
     * The plans that apply these changes, each starting from where the one before ends. A plan is made when it is asked
     * for, and takes no more changes than it needs and one, so that never more is held than one plan.
     *
     * @param from the lane's position; where a change is split, it is the first of the changes
     * @param changes the changes after {@code from}, in order
     * @param clock tells the time to note as that of a commit
     */
    public Iterator<CommitPlan> plans(Position from, Iterator<ProjectedChange> changes, InstantSource clock) {
        return new Plans(from, changes, clock);
    }

    /** All {@link #plans} at once, with the same time noted in each. */
    public List<CommitPlan> plan(Position from, List<ProjectedChange> changes, Instant at) {
        List<CommitPlan> plans = new ArrayList<>();
        plans(from, changes.iterator(), InstantSource.fixed(at)).forEachRemaining(plans::add);
        return plans;
    }

    private final class Plans implements Iterator<CommitPlan> {
        private final Iterator<ProjectedChange> changes;
        private final InstantSource clock;
        private Position position;
        private Optional<ProjectedChange> head = Optional.empty();

        Plans(Position from, Iterator<ProjectedChange> changes, InstantSource clock) {
            this.position = from;
            this.changes = changes;
            this.clock = clock;
        }

        @Override
        public boolean hasNext() {
            if (head.isEmpty() && changes.hasNext()) {
                head = Optional.of(changes.next());
            }
            return head.isPresent();
        }

        @Override
        public CommitPlan next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            CommitPlan plan = position.split().isPresent() ? part(head.orElseThrow()) : longest();
            position = plan.to();
            return plan;
        }

        /** As many changes as fit; a part of the first where it alone does not. */
        private CommitPlan longest() {
            Draft draft = new Draft(limits);
            List<Change> taken = new ArrayList<>();
            while (hasNext()
                    && taken.size() < limits.changes()
                    && draft.take(head.orElseThrow().writes())) {
                taken.add(head.orElseThrow().change());
                head = Optional.empty();
            }
            return taken.isEmpty()
                    ? part(head.orElseThrow())
                    : new CommitPlan(position, position.after(taken.getLast(), clock.instant()), draft.writes(), taken);
        }

        /** As many of the change's next writes as fit; a write too large for any transaction goes alone. */
        private CommitPlan part(ProjectedChange projected) {
            List<Write> writes = projected.writes();
            int end = position.writesApplied(projected.change());
            Draft draft = new Draft(limits);
            while (end < writes.size() && (draft.take(List.of(writes.get(end))) || draft.takeAlone(writes.get(end)))) {
                end++;
            }
            return new CommitPlan(position, partEnd(projected, end), draft.writes(), List.of(projected.change()));
        }

        private Position partEnd(ProjectedChange projected, int end) {
            if (end < projected.writes().size()) {
                return position.within(projected.change(), end, clock.instant());
            }
            head = Optional.empty();
            return position.after(projected.change(), clock.instant());
        }
    }
}
