package dev.afterimage.seed.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which part of the items and guests lapses, and when.
 *
 * @param share from 0 to 1
 * @param from the earliest moment
 * @param within how long after it at the latest
 */
public record Lapsing(double share, Instant from, Duration within) {
    /** Late enough to outlast a trial, and no moving date: the same seed gives the same items on every day. */
    public static final Instant FROM = Instant.parse("2031-01-01T00:00:00Z");

    public Lapsing {
        Shares.check(share, "the share of what lapses");
        if (!within.isPositive()) {
            throw new IllegalArgumentException("the time within which items lapse must be positive");
        }
    }

    /** Whether and when the next one lapses. */
    Optional<Instant> next(RandomGenerator random) {
        double luck = random.nextDouble();
        long second = random.nextLong(within.toSeconds() + 1);
        return luck < share ? Optional.of(from.plusSeconds(second)) : Optional.empty();
    }
}
