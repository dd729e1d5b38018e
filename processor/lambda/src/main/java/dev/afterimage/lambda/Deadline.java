package dev.afterimage.lambda;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stops when a call's time is over, and does not begin to wait for longer than there is. Thread-safe. */
record Deadline(InstantSource clock, Instant end) {
    /** A signal that is raised at the deadline, or earlier by its switch. */
    StopSignal or(StopSwitch earlier) {
        return new StopSignal() {
            @Override
            public boolean raised() {
                return earlier.raised() || !left().isPositive();
            }

            @Override
            public boolean pause(Duration duration) {
                return duration.compareTo(left()) < 0 && earlier.pause(duration);
            }
        };
    }

    private Duration left() {
        return Duration.between(clock.instant(), end);
    }
}
