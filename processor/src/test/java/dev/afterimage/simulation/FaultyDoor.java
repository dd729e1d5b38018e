package dev.afterimage.simulation;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.util.ArrayList;
import java.util.List;

/** The way to the tables, on which faults strike, and before which others may come first. */
final class FaultyDoor implements Committer, Positions {
    private final Committer committer;
    private final Positions positions;
    private final Faults faults;
    private final Turns turns;
    private final List<Transaction> delayed = new ArrayList<>();

    FaultyDoor(Committer committer, Positions positions, Faults faults, Turns turns) {
        this.committer = committer;
        this.positions = positions;
        this.faults = faults;
        this.turns = turns;
    }

    @Override
    public CommitOutcome commit(Transaction plan) {
        turns.pass();
        landDelayed();
        CommitOutcome outcome = faulty(plan);
        turns.pass();
        return outcome;
    }

    private CommitOutcome faulty(Transaction plan) {
        if (faults.strikes(Fault.CRASH_BEFORE_COMMIT)) {
            throw new Crash();
        }
        if (faults.strikes(Fault.CRASH_AFTER_COMMIT_BEFORE_CHECKPOINT)) {
            committer.commit(plan);
            throw new Crash();
        }
        if (faults.strikes(Fault.AMBIGUOUS_COMMIT)) {
            committer.commit(plan);
            return new CommitOutcome.Unanswered("the answer was lost");
        }
        if (faults.strikes(Fault.LOST_REQUEST)) {
            return new CommitOutcome.Unanswered("the request was lost");
        }
        if (faults.strikes(Fault.DELAYED_COMMIT)) {
            delayed.add(plan);
            return new CommitOutcome.Unanswered("the request is on its way");
        }
        if (faults.strikes(Fault.BUG_BEFORE_COMMIT)) {
            throw new IllegalStateException("a bug before the commit");
        }
        if (faults.strikes(Fault.BUG_AFTER_COMMIT)) {
            committer.commit(plan);
            throw new IllegalStateException("a bug after the commit");
        }
        return refusedOrCommitted(plan);
    }

    private CommitOutcome refusedOrCommitted(Transaction plan) {
        if (faults.strikes(Fault.CONTENTION)) {
            return new CommitOutcome.Contended("another transaction");
        }
        if (faults.strikes(Fault.THROTTLING)) {
            return new CommitOutcome.Throttled("too much");
        }
        if (faults.strikes(Fault.TABLE_GONE)) {
            return new CommitOutcome.Unable("no such table");
        }
        if (faults.strikes(Fault.PASSING_REFUSAL)) {
            return new CommitOutcome.Rejected("refused", List.of());
        }
        return committer.commit(plan);
    }

    private void landDelayed() {
        if (!delayed.isEmpty() && faults.oneIn(4)) {
            committer.commit(delayed.remove(faults.below(delayed.size())));
        }
    }

    @Override
    public Position of(Lane lane) {
        turns.pass();
        if (faults.strikes(Fault.UNREADABLE_POSITION)) {
            throw new IllegalStateException("no answer");
        }
        return positions.of(lane);
    }

    @Override
    public List<Position> all() {
        return positions.all();
    }
}
