package dev.afterimage.simulation;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.Transaction;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;

/** The way to the tables, on which faults strike, and before which others may come first. */
final class FaultyDoor implements Committer {
    private final World world;
    private final Faults faults;
    private final Committer committer;
    private final List<Transaction> delayed = new ArrayList<>();

    FaultyDoor(World world) {
        this.world = world;
        this.faults = world.faults();
        this.committer = world.journal();
    }

    @Override
    public CommitOutcome commit(Transaction plan) {
        world.turns().pass();
        landDelayed();
        crash(plan);
        CommitOutcome outcome = faulty(plan);
        world.turns().pass();
        return outcome;
    }

    private void crash(Transaction plan) {
        if (faults.strikes(before(plan))) {
            throw new Crash();
        }
        if (faults.strikes(after(plan))) {
            committer.commit(plan);
            throw new Crash();
        }
        if (faults.strikes(Fault.BUG_BEFORE_COMMIT)) {
            throw new Unexpected("a bug before the commit");
        }
        if (faults.strikes(Fault.BUG_AFTER_COMMIT)) {
            committer.commit(plan);
            throw new Unexpected("a bug after the commit");
        }
    }

    private static Fault before(Transaction plan) {
        return switch (plan) {
            case CommitPlan lane -> Fault.CRASH_BEFORE_COMMIT;
            case Redrive operator -> Fault.OPERATOR_CRASH_BEFORE_COMMIT;
        };
    }

    private static Fault after(Transaction plan) {
        return switch (plan) {
            case CommitPlan lane -> Fault.CRASH_AFTER_COMMIT_BEFORE_CHECKPOINT;
            case Redrive operator -> Fault.OPERATOR_CRASH_AFTER_COMMIT;
        };
    }

    private CommitOutcome faulty(Transaction plan) {
        if (faults.strikes(Fault.TIMEOUT_AFTER_SUCCESS)) {
            committer.commit(plan);
            return new CommitOutcome.Unanswered("the answer was lost");
        }
        if (faults.strikes(Fault.SERVER_ERROR)) {
            return new CommitOutcome.Unanswered("an internal server error");
        }
        if (faults.strikes(Fault.DELAYED_COMMIT)) {
            delayed.add(plan);
            return new CommitOutcome.Unanswered("the request is on its way");
        }
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
        return named(plan, committer.commit(plan));
    }

    private void landDelayed() {
        if (!delayed.isEmpty() && faults.oneIn(4)) {
            Transaction late = delayed.remove(faults.below(delayed.size()));
            world.history().note(() -> "a delayed commit arrives");
            committer.commit(late);
        }
    }

    /** The outcome, without the names of culprits where one is such that it is not named. */
    private static CommitOutcome named(Transaction plan, CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Rejected rejected
                        && rejected.refusals().stream()
                                .flatMapToInt(refusal -> refusal.write().stream())
                                .anyMatch(write -> isUnnamed(plan.writes().get(write)))
                ? new CommitOutcome.Rejected("it was refused, without a word about what of it", List.of())
                : outcome;
    }

    private static boolean isUnnamed(Write write) {
        return switch (write) {
            case Write.Put put -> put.item().has(Mirror.BAD_UNNAMED);
            case Write.Update update -> update.changes().containsKey(Mirror.BAD_UNNAMED);
            case Write.Delete delete -> false;
        };
    }
}
