package dev.afterimage.console.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** How many changes a second a lane applied between the last looks. For one thread. */
final class Rates {
    static final int MOST = 40;

    private final Deque<Double> rates = new ArrayDeque<>();
    private Instant at = Instant.MIN;
    private long applied;

    /** By now so many are applied. */
    void saw(long total, Instant now) {
        if (!at.equals(Instant.MIN) && now.isAfter(at)) {
            double seconds = Duration.between(at, now).toMillis() / 1e3;
            rates.addLast(Math.max(0, total - applied) / seconds);
            if (rates.size() > MOST) {
                rates.removeFirst();
            }
        }
        applied = total;
        at = now;
    }

    /** The oldest first. */
    List<Double> all() {
        return new ArrayList<>(rates);
    }

    /** The present one; empty after one look. */
    OptionalDouble last() {
        return rates.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rates.getLast());
    }
}
