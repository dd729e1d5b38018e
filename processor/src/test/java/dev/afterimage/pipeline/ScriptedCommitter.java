package dev.afterimage.pipeline;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Passes plans on to another committer, but for faults that it was told to meet first. For one thread. */
final class ScriptedCommitter implements Committer {
    private final Committer committer;
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<CommitPlan> attempts = new ArrayList<>();

    /** What happens instead of a commit, or around it. */
    interface Fault {
        CommitOutcome commit(CommitPlan plan, Committer committer);

        /** It answers this and commits nothing. */
        static Fault answers(CommitOutcome outcome) {
            return (plan, committer) -> outcome;
        }

        /** It commits, and the answer is lost. */
        static Fault commitsUnanswered() {
            return (plan, committer) -> {
                committer.commit(plan);
                return new CommitOutcome.Unanswered("the connection broke");
            };
        }

        /** Something else happens first. */
        static Fault after(Runnable other) {
            return (plan, committer) -> {
                other.run();
                return committer.commit(plan);
            };
        }

        /** A bug. */
        static Fault throwing(RuntimeException bug) {
            return (plan, committer) -> {
                throw bug;
            };
        }
    }

    ScriptedCommitter(Committer committer) {
        this.committer = committer;
    }

    void meets(Fault... next) {
        faults.addAll(List.of(next));
    }

    List<CommitPlan> attempts() {
        return attempts;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        CommitPlan plan = (CommitPlan) transaction;
        attempts.add(plan);
        Fault fault = faults.poll();
        return fault == null ? committer.commit(plan) : fault.commit(plan, committer);
    }
}
