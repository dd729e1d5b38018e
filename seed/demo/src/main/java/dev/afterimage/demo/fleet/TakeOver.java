package dev.afterimage.demo.fleet;

import dev.afterimage.lane.Lane;
import java.time.Duration;

/**
 * A lane that went on with another process.
 *
 * @param cause what happened to the worker that had it
 * @param took from that to the first commit of the other process that was seen
 * @param disturbed whether meanwhile something happened to yet another worker
 */
public record TakeOver(Cause cause, Lane lane, Duration took, boolean disturbed) {
    /** What happened to a worker. */
    public enum Cause {
        TERMINATED("SIGTERM"),
        KILLED("SIGKILL"),
        PAUSED("SIGSTOP");

        private final String signal;

        Cause(String signal) {
            this.signal = signal;
        }

        public String signal() {
            return signal;
        }
    }
}
