package dev.afterimage.seed.batch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random part of a limit that doubles with every attempt ("full jitter"), so
 * that many clients that were refused at one moment do not come back at one moment.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private final Pause pause;

    public Backoff(RandomGenerator random, Pause pause) {
        this.random = random;
        this.pause = pause;
    }

    /** Waits before the attempt after this one (the first is 1); false where it was told to stop meanwhile. */
    public boolean await(int attempt) {
        return pause.pause(Duration.ofNanos(random.nextLong(limit(attempt).toNanos()) + 1));
    }

    private static Duration limit(int attempt) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** Waits; a test's does not. */
    @FunctionalInterface
    public interface Pause {
        /** False where the wait ended early, because whoever waits shall stop. */
        boolean pause(Duration duration);

        /** Sleeps; an interrupt ends it and stays set. */
        static Pause sleeping() {
            return duration -> {
                try {
                    Thread.sleep(duration);
                    return true;
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            };
        }
    }
}
