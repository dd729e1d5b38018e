package dev.afterimage.inspection;

import java.time.Duration;
import java.time.Instant;

/** A time as people give it. */
public sealed interface Moment {
    Instant at(Instant now);

    /** A fixed one. */
    record Fixed(Instant instant) implements Moment {
        @Override
        public Instant at(Instant now) {
            return instant;
        }
    }

    /** So long before now. */
    record Before(Duration duration) implements Moment {
        @Override
        public Instant at(Instant now) {
            return now.minus(duration);
        }
    }

    /**
     * Reads {@code 2026-07-01T12:00:00Z}, the same with another offset, or how long ago, as {@code 15m}; a {@link
     * NotUnderstoodException} where it is neither.
     */
    static Moment parse(String text) {
        return MomentText.read(text);
    }
}
