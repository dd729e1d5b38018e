package dev.afterimage.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter for what passes by itself, a steady slow beat
 * for a lane that waits for somebody to mend something; and when a change counts as bad. It never skips one. Immutable; as thread-safe as its generator.
 *
 * @param first the longest wait before the second attempt; each further one may be twice as long
 * @param longest no wait is longer
 * @param halted how long a halted lane waits before it looks again
 * @param parking when a change is parked
 */
public record FailurePolicy(
        Duration first, Duration longest, Duration halted, Parking parking, RandomGenerator random) {
    private static final int STEP = 10;

    /**
     * When a change is kept instead of applied.
     *
     * @param attempts how often it is tried before; at least 1
     * @param items beyond so many waiting items of a table the lane halts instead: then not the changes are bad
     */
    public record Parking(int attempts, int items) {
        public static final Parking STANDARD = new Parking(3, 10_000);

        public Parking {
            if (attempts < 1 || items < 0) {
                throw new IllegalArgumentException(attempts + " attempts and " + items + " items are no policy");
            }
        }
    }

    /** Waits of these lengths, and parking as is standard. */
    public FailurePolicy(Duration first, Duration longest, Duration halted, RandomGenerator random) {
        this(first, longest, halted, Parking.STANDARD, random);
    }

    public FailurePolicy {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || halted.isNegative()) {
            throw new IllegalArgumentException(
                    "waits from " + first + " to " + longest + ", " + halted + " when halted, are none");
        }
    }

    /** Waits that suit DynamoDB: 25 ms at first, 5 s at most, 15 s when halted. */
    public static FailurePolicy standard(RandomGenerator random) {
        return new FailurePolicy(
                Duration.ofMillis(25), Duration.ofSeconds(5), Duration.ofSeconds(15), Parking.STANDARD, random);
    }

    public FailurePolicy with(Parking policy) {
        return new FailurePolicy(first, longest, halted, policy, random);
    }

    /** The same for work that steps back where it meets other work: those who wait less are first the next time. */
    public FailurePolicy steppingBack() {
        Duration later = first.multipliedBy(STEP);
        return new FailurePolicy(later, later.compareTo(longest) > 0 ? later : longest, halted, parking, random);
    }

    int attempts() {
        return parking.attempts();
    }

    int mostParked() {
        return parking.items();
    }

    /**
     * How long to wait after so many failed attempts: any time up to a ceiling that doubles with each.
     *
     * @param attempt how many attempts have failed, from 1
     */
    public Duration beforeRetry(int attempt) {
        return Duration.ofNanos(random.nextLong(ceiling(attempt) + 1));
    }

    private long ceiling(int attempt) {
        long ceiling = first.toNanos();
        for (int doubled = 1; doubled < attempt && ceiling < longest.toNanos(); doubled++) {
            ceiling = Math.min(2 * ceiling, longest.toNanos());
        }
        return ceiling;
    }
}
