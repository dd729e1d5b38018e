package dev.afterimage.rebuild;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Makes every lane read anew what it goes by: moves its position on, so that nothing holds that was prepared before. A lane
 * without a position stores one, and reads anew, before it applies anything. For one thread.
 */
final class LaneNotice {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Positions positions;
    private final Committer committer;
    private final FailurePolicy failures;
    private final InstantSource clock;

    LaneNotice(Positions positions, Committer committer, FailurePolicy failures, InstantSource clock) {
        this.positions = positions;
        this.committer = committer;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Gives notice to all lanes; waits for those that have applied a change in part, which end it as they have begun it.
     * Answers false where it was told to stop before.
     */
    boolean give(StopSignal stop) {
        for (Position position : positions.all()) {
            if (takesChanges(position) && !give(position.lane(), stop)) {
                return false;
            }
        }
        return !stop.raised();
    }

    private static boolean takesChanges(Position position) {
        return !position.closed() && position.parts() == 1 && !position.lane().isInternal();
    }

    private boolean give(Lane lane, StopSignal stop) {
        for (int attempt = 1; !stop.raised(); attempt++) {
            Position position = positions.of(lane);
            if (!takesChanges(position)) {
                return true;
            }
            if (position.split().isPresent()) {
                stop.pause(LOOK);
                continue;
            }
            CommitPlan plan = CommitPlan.fencing(position, clock.instant());
            if (committer.commit(plan) instanceof CommitOutcome.Applied) {
                return true;
            }
            stop.pause(failures.beforeRetry(Math.min(attempt, 5)));
        }
        return false;
    }
}
