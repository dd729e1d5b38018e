package dev.afterimage.console.web;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does one piece of work at a time on a thread of its own, which goes on whether or not anybody looks at it. Thread-safe.
 * Closing it tells the work to stop and waits for it for a while.
 */
public final class Background implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private Optional<Running> latest = Optional.empty();
    private boolean busy;
    private boolean closed;

    private record Running(Thread thread, StopSwitch stop) {}

    /** Work under this name, as threads are called. */
    public Background(String name) {
        this.name = name;
    }

    /**
     * Starts some work; answers whether it did, which it does not where other work is not done yet.
     *
     * @param work ends soon when the signal is raised; it catches what it throws
     * @param end is told what the work came to, when other work may begin
     */
    public synchronized <R> boolean start(Function<StopSignal, R> work, Consumer<R> end) {
        if (closed || busy) {
            return false;
        }
        busy = true;
        StopSwitch stop = new StopSwitch();
        Thread thread = Thread.ofVirtual().name(name).start(() -> end.accept(done(work, stop)));
        latest = Optional.of(new Running(thread, stop));
        return true;
    }

    private <R> R done(Function<StopSignal, R> work, StopSignal stop) {
        try {
            return work.apply(stop);
        } finally {
            free();
        }
    }

    private synchronized void free() {
        busy = false;
    }

    /** Tells the work at hand to stop, and does not wait for that. */
    public synchronized void stop() {
        latest.ifPresent(running -> running.stop().raise());
    }

    private synchronized Optional<Running> end() {
        closed = true;
        stop();
        return latest;
    }

    @Override
    public void close() {
        try {
            Optional<Running> last = end();
            if (last.isPresent()) {
                last.get().thread().join(PATIENCE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
