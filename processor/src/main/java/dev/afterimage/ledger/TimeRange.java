package dev.afterimage.ledger;

import java.time.Duration;
import java.time.Instant;

/** From an instant up to another, which is no longer part of it; both to the millisecond. */
public record TimeRange(Instant from, Instant until) {
    public TimeRange {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a time range cannot end (" + until + ") before it begins (" + from + ")");
        }
    }

    /** The last so much time before an instant, which is part of it. */
    public static TimeRange last(Duration duration, Instant now) {
        return new TimeRange(now.minus(duration), now.plusMillis(1));
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
