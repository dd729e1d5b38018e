package dev.afterimage.pipeline;

import dev.afterimage.projection.ProjectionName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs projections on threads that can be given up: one that has no answer to a change within the limit has failed. Its
 * thread is interrupted, and left alone where it does not end. Thread-safe.
 *
 * <p>Projections compute, so more of them at once than a few for each processor would win nothing, and cost a thread each:
 * further lanes wait for their turn.
 *
 * <p>The limit is counted in ticks that this process saw pass: a process that was paused has not used it up.
 */
public final class TimeLimit implements Containment {
    private static final int TICKS = 20;

    /** So many threads may be lost to projections that do not end; each keeps a processor busy. */
    private static final int MOST_LOST = 3;

    private static final int MOST_AT_ONCE = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

    private static final long KEPT_SECONDS = 60;

    private enum State {
        RUNNING,
        ENDED,
        LOST
    }

    private final Duration limit;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_AT_ONCE + MOST_LOST,
            MOST_AT_ONCE + MOST_LOST,
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("projection-", 0).daemon().factory());
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
    private final AtomicInteger lost = new AtomicInteger();

    /** Sets the limit for one change, all of its projections together. */
    public TimeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit of " + limit + " is none");
        }
        this.limit = limit;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<Routed> route(List<Asked> chunk, Routes routes, InstantSource clock) {
        if (lost.get() >= MOST_LOST) {
            throw new ThreadsLostException(lost.get());
        }
        try {
            turns.acquire();
            try {
                return route(new Work(chunk, routes, clock));
            } finally {
                turns.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Routed> route(Work work) {
        Future<?> running = threads.submit(work);
        try {
            return work.await() ? work.routed(work.done) : givenUp(work, running);
        } catch (InterruptedException stop) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return work.routed(work.done);
        }
    }

    private List<Routed> givenUp(Work work, Future<?> running) {
        work.lose();
        running.cancel(true);
        int done = work.done;
        List<Routed> routed = work.routed(done);
        if (done < work.chunk.size() && (routed.isEmpty() || !Containment.ends(routed.getLast()))) {
            ProjectionName projection =
                    Optional.ofNullable(work.projection.get()).orElseThrow();
            String reason = "it had no answer after " + limit.toMillis() + " ms";
            routed.add(new Routed.Failed(work.chunk.get(done).change(), projection, reason, false));
        }
        return routed;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Some changes on their way through the projections. */
    private final class Work implements Runnable {
        private final List<Asked> chunk;
        private final Routes routes;
        private final InstantSource clock;
        private final Routed[] results;
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicReference<ProjectionName> projection = new AtomicReference<>();
        private final AtomicReference<Throwable> fatal = new AtomicReference<>();
        private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
        private volatile int done;

        Work(List<Asked> chunk, Routes routes, InstantSource clock) {
            this.chunk = chunk;
            this.routes = routes;
            this.clock = clock;
            this.results = new Routed[chunk.size()];
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < results.length; i++) {
                    results[i] = routes.route(chunk.get(i), clock.instant(), projection);
                    done = i + 1;
                    if (Containment.ends(results[i]) || Thread.currentThread().isInterrupted()) {
                        break;
                    }
                }
            } catch (RuntimeException | Error beyondContainment) {
                fatal.set(beyondContainment);
            } finally {
                end.countDown();
                if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
                    lost.decrementAndGet();
                }
            }
        }

        void lose() {
            if (state.compareAndSet(State.RUNNING, State.LOST)) {
                lost.incrementAndGet();
            }
        }

        /** Waits for the end; answers false where a change takes too long. */
        boolean await() throws InterruptedException {
            int seen = 0;
            int idle = 0;
            while (idle < TICKS) {
                if (end.await(Math.max(1, limit.toNanos() / TICKS), TimeUnit.NANOSECONDS)) {
                    rethrow(fatal.get());
                    return true;
                }
                idle = done == seen ? idle + 1 : 0;
                seen = done;
            }
            return false;
        }

        private static void rethrow(@Nullable Throwable thrown) {
            switch (thrown) {
                case null -> {}
                case Error error -> throw error;
                default -> throw new IllegalStateException("routing has failed: " + thrown, thrown);
            }
        }

        List<Routed> routed(int count) {
            return new ArrayList<>(Arrays.asList(results).subList(0, count));
        }
    }
}
