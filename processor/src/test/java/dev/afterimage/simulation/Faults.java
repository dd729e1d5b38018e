package dev.afterimage.simulation;

import java.util.List;
import java.util.Random;

/** Draws faults from a seed, until there have been enough of them for things to end. */
final class Faults {
    private final Random random;
    private final List<Fault> kinds;
    private int left;

    Faults(Random random, List<Fault> kinds) {
        this.random = random;
        this.kinds = kinds;
        this.left = kinds.isEmpty() ? 0 : random.nextInt(60);
    }

    /** Whether this one happens here and now. */
    boolean strikes(Fault fault) {
        boolean strikes = left > 0 && kinds.contains(fault) && random.nextInt(3 * kinds.size()) == 0;
        left -= strikes ? 1 : 0;
        return strikes;
    }

    /** One time in so many; no fault but chance. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
