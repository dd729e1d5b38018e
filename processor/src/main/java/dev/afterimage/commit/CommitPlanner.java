package dev.afterimage.commit;

import dev.afterimage.lane.Position;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Groups changes into as few transactions as the {@link CommitLimits} allow. Pure and thread-safe.
 *
 * <p>A change that does not fit into one transaction even alone is split: first it is parked for the projections that do
 * not take it, then its writes are applied; the position tells for whom and counts which. They are the same each time the
 * change is projected, so whoever goes on after a crash knows what is left.
 */
public final class CommitPlanner {
    private final CommitLimits limits;
    private final boolean bySlots;

    public CommitPlanner(CommitLimits limits) {
        this(limits, false);
    }

    private CommitPlanner(CommitLimits limits, boolean bySlots) {
        this.limits = limits;
        this.bySlots = bySlots;
    }

    /** The same planner, with at most so many changes in a plan. */
    public CommitPlanner atMost(int changes) {
        return new CommitPlanner(limits.atMost(changes), bySlots);
    }

    /** The same planner, with at most one slot of one change in a plan. */
    public CommitPlanner bySlots() {
        return new CommitPlanner(limits.atMost(1), true);
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
        return new Plans(limits, bySlots, from, changes, clock);
    }

    /** All {@link #plans} at once, with the same time noted in each. */
    public List<CommitPlan> plan(Position from, List<ProjectedChange> changes, Instant at) {
        List<CommitPlan> plans = new ArrayList<>();
        plans(from, changes.iterator(), InstantSource.fixed(at)).forEachRemaining(plans::add);
        return plans;
    }

    /** Whether one transaction takes all of the change. */
    public boolean fits(ProjectedChange projected) {
        return new Draft(limits).take(projected);
    }

    /** Whether one transaction takes all of one author's writes for the change. */
    public boolean fits(ProjectedChange projected, Slot slot) {
        List<Write> all = new ArrayList<>();
        slot.writes().forEach(write -> all.addAll(projected.links().with(write)));
        return new Draft(limits).take(all, slot.expected());
    }

    /** Whether one transaction takes these writes beside others, so many actions of so many bytes in all. */
    public boolean fits(List<Write> writes, List<Expected> expected, int others, long bytes) {
        return new Draft(limits, others, bytes).take(writes, expected);
    }

    /**
     * How many of these writes, from the first on, one transaction takes beside others.
     *
     * @param writes each with what goes with it
     * @param others how many other actions it has
     * @param bytes how many bytes these have in all
     */
    public int fitting(List<List<Write>> writes, int others, long bytes) {
        Draft draft = new Draft(limits, others, bytes);
        int fitting = 0;
        while (fitting < writes.size() && draft.take(writes.get(fitting))) {
            fitting++;
        }
        return fitting;
    }
}
