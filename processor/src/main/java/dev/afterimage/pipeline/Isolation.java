package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.lane.Position;
import java.util.Optional;

/**
 * The search for the one change among several for which DynamoDB refuses their plan: plans half as large, until all that
 * precedes the change is committed and it stands alone. Where it is not said which of its projections is refused, the
 * change is then committed projection by projection. For one thread.
 */
final class Isolation {
    private final CommitPlanner planner;
    private int most = Integer.MAX_VALUE;
    private boolean bySlots;
    private Optional<SequenceNumber> end = Optional.empty();

    Isolation(CommitPlanner planner) {
        this.planner = planner;
    }

    CommitPlanner planner() {
        if (end.isEmpty()) {
            return planner;
        }
        return bySlots ? planner.bySlots() : planner.atMost(most);
    }

    boolean divides(CommitPlan refused) {
        return refused.shown().size() > 1;
    }

    /** Divides a refused plan. */
    void divide(CommitPlan refused) {
        most = refused.shown().size() / 2;
        end = end.or(() -> refused.last().map(Change::sequence));
    }

    /** Whether the change is committed projection by projection. */
    boolean bySlots() {
        return bySlots && end.isPresent();
    }

    /** From now on the change that was refused alone is committed projection by projection. */
    void divideBySlots(CommitPlan refused) {
        most = 1;
        bySlots = true;
        end = end.or(() -> refused.last().map(Change::sequence));
    }

    /** Ends the search where all changes of the first refused plan are committed; answers whether it ended now. */
    boolean endsAt(Position position) {
        if (end.filter(position::covers).isEmpty()) {
            return false;
        }
        end = Optional.empty();
        bySlots = false;
        return true;
    }
}
