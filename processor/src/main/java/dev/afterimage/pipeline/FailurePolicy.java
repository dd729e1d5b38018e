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
    private static final int MOST_DOUBLINGS = 20;

    /** Waits that suit DynamoDB: 25 ms at first, 5 s at most, 15 s when halted. */
    public static FailurePolicy standard(RandomGenerator random) {
        return new FailurePolicy(Duration.ofMillis(25), Duration.ofSeconds(5), Duration.ofSeconds(15), random);
    }

    /**
     * How long to wait after so many failed attempts.
     *
     * @param attempt how many attempts have failed, from 1
     */
    public Duration beforeRetry(int attempt) {
        long ceiling = Math.min(longest.toNanos(), first.toNanos() << Math.min(attempt - 1, MOST_DOUBLINGS));
        return Duration.ofNanos(random.nextLong(ceiling + 1));
    }
}
