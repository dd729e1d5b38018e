package dev.afterimage.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on only when it is told to. For one thread. */
public final class ManualClock implements InstantSource {
    private Instant now = Instant.parse("2026-02-03T04:05:06.789Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
