package dev.afterimage.console.parked;

import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Ends work while somebody waits for the answer: when the worker stops, and at a moment. Thread-safe. */
record PatienceSignal(StopSignal stop, Instant until, InstantSource clock) implements StopSignal {
    @Override
    public boolean raised() {
        return stop.raised() || !clock.instant().isBefore(until);
    }

    @Override
    public boolean pause(Duration duration) {
        return !raised() && stop.pause(duration);
    }
}
