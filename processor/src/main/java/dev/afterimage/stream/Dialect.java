package dev.afterimage.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whose stream it is: DynamoDB's own, or that of DynamoDB Local, which differs in places. */
public enum Dialect {
    AWS(ChronoUnit.SECONDS),
    /** Times are cut to the minute, and a TTL delete has an unknown event name and nobody's identity. */
    EMBEDDED(ChronoUnit.MINUTES);

    private final ChronoUnit precision;

    Dialect(ChronoUnit precision) {
        this.precision = precision;
    }

    /** To what its times are cut. */
    public Duration exactTo() {
        return precision.getDuration();
    }

    /** The time that the stream gives to a change made at this instant. */
    public Instant streamTime(Instant instant) {
        return instant.truncatedTo(precision);
    }
}
