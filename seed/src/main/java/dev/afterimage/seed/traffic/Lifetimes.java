package dev.afterimage.seed.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** When things lapse. */
final class Lifetimes {
    private final Duration longest;
    private final InstantSource clock;
    private final RandomGenerator random;

    Lifetimes(Duration longest, InstantSource clock, RandomGenerator random) {
        this.longest = longest;
        this.clock = clock;
        this.random = random;
    }

    Instant now() {
        return clock.instant();
    }

    /** Within the longest life, at least a second from now. */
    Instant soon() {
        return now().plusSeconds(1 + random.nextLong(longest.toSeconds()));
    }

    /** After everything that lapses soon by now. */
    Instant later() {
        return soon().plus(longest);
    }
}
