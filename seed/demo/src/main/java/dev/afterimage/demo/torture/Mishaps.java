package dev.afterimage.demo.torture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Draws what happens next, and when: the same seed, the same sequence. */
final class Mishaps {
    /** A worker of which nobody has heard for this long has lost its lanes, also where it was the one that leads. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    private final RandomGenerator random;
    private final boolean rolls;

    /**
     * What is to happen.
     *
     * @param after the pause before it
     * @param onTop whether it may come while there is nobody to take lanes over; else it waits for that
     * @param aim chooses the worker: which of those that have lanes, or of all
     * @param atLanes whether it is to be one that has lanes
     */
    record Next(Duration after, boolean onTop, int aim, boolean atLanes, Mishap mishap) {}

    /**
     * A sequence.
     *
     * @param rolls whether shards can be rolled
     */
    Mishaps(RandomGenerator random, boolean rolls) {
        this.random = random;
        this.rolls = rolls;
    }

    Next next() {
        boolean onTop = random.nextInt(4) == 0;
        Duration after = onTop ? millis(0, 500) : millis(2_000, 8_000);
        return new Next(after, onTop, random.nextInt(Integer.MAX_VALUE), random.nextInt(4) > 0, mishap());
    }

    private Mishap mishap() {
        return switch (random.nextInt(rolls ? 8 : 7)) {
            case 0, 1 -> new Mishap.Kill(restart());
            case 2, 3 -> new Mishap.Terminate(restart());
            case 4, 5, 6 -> new Mishap.Pause(LONG_ENOUGH.plus(millis(0, 5_000)));
            default -> new Mishap.Roll();
        };
    }

    private Mishap.Restart restart() {
        return new Mishap.Restart(millis(0, 6_000), random.nextBoolean());
    }

    private Duration millis(int from, int until) {
        return Duration.ofMillis(random.nextInt(from, until));
    }
}
