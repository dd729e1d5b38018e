package dev.afterimage.pipeline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stop signal that is raised once and stays raised. An interrupted thread is told to stop, too. Thread-safe. */
public final class StopSwitch implements StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);

    public void raise() {
        latch.countDown();
    }

    @Override
    public boolean raised() {
        return latch.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    @Override
    public boolean pause(Duration duration) {
        try {
            return !latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
