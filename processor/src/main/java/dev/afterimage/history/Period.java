package dev.afterimage.history;

import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time that somebody asks for.
 *
 * @param from empty for the beginning
 * @param until up to, and not with, this; empty for now
 */
public record Period(Optional<Instant> from, Optional<Instant> until) {
    public static final Period ALL = new Period(Optional.empty(), Optional.empty());

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);

    public Period {
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new IllegalArgumentException(
                    "a time cannot end (" + until.get() + ") before it begins (" + from.get() + ")");
        }
    }

    /**
     * The period from one instant to another.
     *
     * @param usual how long before its end it begins where nothing else is said
     */
    public TimeRange range(Duration usual, Instant now) {
        Instant end = until.orElse(now.plus(CLOCKS_DIFFER_BY));
        Instant start = from.orElse(until.orElse(now).minus(usual));
        return new TimeRange(start, end.isBefore(start) ? start : end);
    }
}
