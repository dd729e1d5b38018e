package dev.afterimage.rebuild;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Several builders of one version at the same time. */
record Crew(
        RebuildParts parts, Projection projection, String worker, RebuildListener listener, BooleanSupplier wanted) {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Walks through all segments, on this thread and others, until they are done here or elsewhere, or it is told to stop. */
    void walk(int segments, int threads, StopSignal stop) {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 1; thread < threads; thread++) {
                Builder builder = builder(thread);
                all.add(pool.submit(() -> work(builder, segments, stop)));
            }
            work(builder(0), segments, stop);
            all.forEach(Crew::join);
        }
    }

    private Builder builder(int thread) {
        return new Builder(parts, projection, worker + "/" + thread, listener, wanted);
    }

    private static void work(Builder builder, int segments, StopSignal stop) {
        while (!stop.raised() && !builder.walked(segments)) {
            if (!builder.walkOne(segments, stop)) {
                stop.pause(LOOK);
            }
        }
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
