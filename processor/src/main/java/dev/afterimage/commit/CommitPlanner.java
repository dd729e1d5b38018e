package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups changes into as few transactions as the {@link CommitLimits} allow. Pure and thread-safe.
 *
 * <p>A change that does not fit into one transaction even alone is split into parts, which the position counts. The
 * parts are the same each time the change is planned, so whoever goes on after a crash knows which are left.
 */
public final class CommitPlanner {
    private final CommitLimits limits;

    public CommitPlanner(CommitLimits limits) {
        this.limits = limits;
    }

    /** The same planner, with each change in a plan of its own. */
    public CommitPlanner oneChangeEach() {
        return new CommitPlanner(limits.oneChangeEach());
    }

    /**
     * The plans that apply these changes, each starting from where the one before ends.
     *
     * @param from the lane's position; where it counts parts, they are of the first of the changes
     * @param changes the changes after {@code from}, in order
     * @param at the time to note as that of the commits
     */
    public List<CommitPlan> plan(Position from, List<ProjectedChange> changes, Instant at) {
        Run run = new Run(from, at);
        changes.forEach(run::add);
        return run.finish();
    }

    /** One call of {@link #plan}: the plans that are ready, and the draft of the next. */
    private final class Run {
        private final Instant at;
        private final List<CommitPlan> plans = new ArrayList<>();
        private final List<Change> drafted = new ArrayList<>();
        private Draft draft = new Draft(limits);
        private Position position;

        Run(Position from, Instant at) {
            this.position = from;
            this.at = at;
        }

        void add(ProjectedChange projected) {
            if (position.part() > 0 && drafted.isEmpty()) {
                addInParts(projected);
            } else if (fits(projected)) {
                drafted.add(projected.change());
            } else {
                cut();
                addToEmptyDraft(projected);
            }
        }

        private boolean fits(ProjectedChange projected) {
            return drafted.size() < limits.changes() && draft.take(projected.writes());
        }

        private void addToEmptyDraft(ProjectedChange projected) {
            if (draft.take(projected.writes())) {
                drafted.add(projected.change());
            } else {
                addInParts(projected);
            }
        }

        private void addInParts(ProjectedChange projected) {
            List<List<Write>> parts = draft.parts(projected.writes());
            while (position.part() < parts.size() - 1) {
                emit(position.afterPart(at), parts.get(position.part()), List.of());
            }
            List<Write> last = position.part() < parts.size() ? parts.getLast() : List.of();
            emit(position.after(projected.change(), at), last, List.of(projected.change()));
        }

        private void cut() {
            if (!drafted.isEmpty()) {
                emit(position.after(drafted.getLast(), at), draft.writes(), drafted);
                drafted.clear();
                draft = new Draft(limits);
            }
        }

        private void emit(Position to, List<Write> writes, List<Change> completed) {
            plans.add(new CommitPlan(position, to, writes, completed));
            position = to;
        }

        List<CommitPlan> finish() {
            cut();
            return plans;
        }
    }
}
