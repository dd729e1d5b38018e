package dev.afterimage.simulation;

import java.util.List;
import java.util.Random;

/** Draws faults from a seed, until there have been enough of them for things to end. */
final class Faults {
    private final Random random;
    private final List<Fault> kinds;
    private final History history;
    private int left;

    Faults(Random random, Scenario scenario, History history) {
        this.random = random;
        this.kinds = scenario.faults();
        this.history = history;
        this.left = kinds.isEmpty() ? 0 : random.nextInt(scenario.scale().faults() + 1);
    }

    /** Whether this one happens here and now. */
    boolean strikes(Fault fault) {
        boolean strikes = left > 0 && kinds.contains(fault) && random.nextInt(Math.min(30, 3 * kinds.size())) == 0;
        if (strikes) {
            left--;
            history.note(fault::name);
        }
        return strikes;
    }

    /** Whether it is one of those that happen in this run. */
    boolean include(Fault fault) {
        return kinds.contains(fault);
    }

    /** One time in so many; no fault but chance. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
