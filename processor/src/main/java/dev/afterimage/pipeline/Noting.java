package dev.afterimage.pipeline;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import java.util.List;

/** Commits single rows that are noted beside the way of changes; what passes by itself is tried again. Thread-safe. */
public final class Noting {
    private static final int MOST_ATTEMPTS = 12;

    private final Committer committer;
    private final FailurePolicy failures;
    private final StopSignal stop;

    public Noting(Committer committer, FailurePolicy failures, StopSignal stop) {
        this.committer = committer;
        this.failures = failures;
        this.stop = stop;
    }

    /** Commits a row. A guard that does not hold any more after a lost answer says that it was committed. */
    public Noted note(GuardedWrite write) {
        Redrive transaction = new Redrive(List.of(write), List.of());
        boolean unanswered = false;
        String reason = "";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            CommitOutcome outcome = committer.commit(transaction);
            switch (outcome) {
                case CommitOutcome.Applied applied -> {
                    return Noted.Done.DONE;
                }
                case CommitOutcome.Stale stale -> {
                    return unanswered ? Noted.Done.DONE : Noted.Stale.STALE;
                }
                case CommitOutcome.Unable unable -> {
                    return new Noted.Impossible(unable.detail());
                }
                case CommitOutcome.Rejected rejected -> {
                    return new Noted.Impossible(rejected.detail());
                }
                case CommitOutcome.Contended contended -> reason = contended.detail();
                case CommitOutcome.Throttled throttled -> reason = throttled.detail();
                case CommitOutcome.Unanswered lost -> {
                    unanswered = true;
                    reason = lost.detail();
                }
            }
            if (!stop.pause(failures.beforeRetry(attempt))) {
                return new Noted.Impossible("it was stopped");
            }
        }
        return new Noted.Impossible("gave up after " + MOST_ATTEMPTS + " attempts: " + reason);
    }
}
