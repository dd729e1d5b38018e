package dev.afterimage.seed.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps again and again on a thread of its own, for at most a tenth of the time: a sweep reads whole tables. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int PAUSES_PER_SWEEP = 9;

    private final ExpirySweep sweep;
    private final Duration shortest;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    Sweeper(ExpirySweep sweep, Duration shortest) {
        this.sweep = sweep;
        this.shortest = shortest;
        this.thread =
                Thread.ofPlatform().daemon().name("dynamodb-local-sweeper").start(this::run);
    }

    /** Waits for the sweep under way: nobody may ask a database that is closed. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = shortest;
        try {
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                Duration fair = sweep().multipliedBy(PAUSES_PER_SWEEP);
                pause = fair.compareTo(shortest) > 0 ? fair : shortest;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration sweep() {
        long start = System.nanoTime();
        try {
            sweep.run();
        } catch (RuntimeException failed) {
            LOG.debug("could not look for lapsed items: the next sweep tries again", failed);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
