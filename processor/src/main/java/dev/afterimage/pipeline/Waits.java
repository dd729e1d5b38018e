package dev.afterimage.pipeline;

import dev.afterimage.change.ChangeId;
import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.util.Optional;

/** How a lane waits before its next attempt: tells why and for how long, and answers whether it may go on. */
record Waits(Lane lane, FailurePolicy failures, PipelineListener listener, StopSignal stop) {
    /** After a failure that passes by itself. */
    boolean retry(RetryCause cause, String reason, int attempt) {
        Duration delay = failures.beforeRetry(attempt);
        listener.retrying(lane, cause, reason, attempt, delay);
        return stop.pause(delay);
    }

    /** After one that somebody must mend. */
    boolean halt(Optional<ChangeId> change, String reason) {
        Duration delay = failures.halted();
        listener.halted(lane, change, reason, delay);
        return stop.pause(delay);
    }
}
