package dev.afterimage.app;

import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads segments on threads of their own, a few at a time. Closing finishes the commits in flight. Thread-safe. */
final class ScanThreads implements BackfillWork.Scans, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScanThreads.class);
    private static final int MOST = 4;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("backfill-", 0).factory());
    private final StopSwitch stop = new StopSwitch();
    private final AtomicInteger running = new AtomicInteger();

    @Override
    public boolean hasRoom() {
        return running.get() < MOST && !stop.raised();
    }

    @Override
    public void start(Consumer<StopSignal> scan) {
        running.incrementAndGet();
        threads.execute(() -> {
            try {
                scan.accept(stop);
            } catch (RuntimeException failed) {
                LOG.warn("a segment could not be read on, and is tried again: {}", failed.toString());
            } finally {
                running.decrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        stop.raise();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException now) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
