package dev.afterimage.stream.kcl;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSignal;
import java.util.List;

/** Stores what is decided once for a lane as its first position; where several workers decide, the first one's stands. */
final class FirstPosition {
    private static final int ATTEMPTS = 10;

    private final ChangePipeline.Parts parts;
    private final StopSignal stop;

    FirstPosition(ChangePipeline.Parts parts, StopSignal stop) {
        this.parts = parts;
        this.stop = stop;
    }

    /** The lane's stored position, which is this one where there was none; a {@link RuntimeException} if that fails. */
    Position orElse(Position first) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Position stored = parts.positions().of(first.lane());
            if (stored.stored()) {
                return stored;
            }
            store(first, attempt);
        }
        throw new IllegalStateException("the first position of " + first.lane() + " cannot be stored");
    }

    private void store(Position first, int attempt) {
        CommitOutcome outcome =
                parts.committer().commit(new CommitPlan(Position.start(first.lane()), first, List.of(), List.of()));
        switch (outcome) {
            case CommitOutcome.Applied stored -> {}
            case CommitOutcome.Stale another -> {}
            case CommitOutcome.Contended busy -> pause(first, attempt);
            case CommitOutcome.Throttled busy -> pause(first, attempt);
            case CommitOutcome.Unanswered unknown -> pause(first, attempt);
            case CommitOutcome.Unable unable -> throw new IllegalStateException(unable.detail());
            case CommitOutcome.Rejected rejected -> throw new IllegalStateException(rejected.detail());
        }
    }

    private void pause(Position first, int attempt) {
        if (!stop.pause(parts.failures().beforeRetry(attempt))) {
            throw new IllegalStateException("stopped while storing the first position of " + first.lane());
        }
    }
}
