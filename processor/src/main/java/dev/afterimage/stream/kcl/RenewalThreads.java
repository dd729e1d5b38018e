package dev.afterimage.stream.kcl;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads that renew leases, some at a time. When they end, what still waits for one of them is called off, so that
 * whoever waits for it ends, too. Thread-safe; closing them again does nothing.
 */
final class RenewalThreads implements AutoCloseable {
    private final ExecutorService threads;

    RenewalThreads(int atOnce) {
        this.threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory());
    }

    ExecutorService executor() {
        return threads;
    }

    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> renewal) {
                renewal.cancel(false);
            }
        }
    }
}
