package dev.afterimage.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter for what passes by itself, a steady slow beat
 * for a lane that waits for somebody to mend something. It never gives up. Immutable; as thread-safe as its generator.
 *
 * @param first the longest wait before the second attempt; each further one may be twice as long
 * @param longest no wait is longer
 * @param halted how long a halted lane waits before it looks again
 */
public record FailurePolicy(Duration first, Duration longest, Duration halted, RandomGenerator random) {
    public FailurePolicy {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || halted.isNegative()) {
            throw new IllegalArgumentException(
                    "waits from " + first + " to " + longest + ", " + halted + " when halted, are none");
        }
    }

    /** Waits that suit DynamoDB: 25 ms at first, 5 s at most, 15 s when halted. */
    public static FailurePolicy standard(RandomGenerator random) {
        return new FailurePolicy(Duration.ofMillis(25), Duration.ofSeconds(5), Duration.ofSeconds(15), random);
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
