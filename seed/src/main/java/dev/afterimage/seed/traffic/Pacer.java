package dev.afterimage.seed.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Gives out starting times at a steady rate. Whoever is late starts at once; but what was missed for more than a second
 * is not made up for. Thread-safe.
 */
final class Pacer {
    private static final long MOST_BEHIND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final long interval;
    private final AtomicLong next;

    Pacer(double perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.interval = Math.round(1e9 / perSecond);
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** How long to wait before the next start. */
    Duration next() {
        long now = nanoTime.getAsLong();
        long start = next.getAndUpdate(planned -> Math.max(planned, now - MOST_BEHIND) + interval);
        return Duration.ofNanos(Math.max(0, start - now));
    }
}
