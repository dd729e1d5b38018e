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

/** Several builders of one version at the same time. */
record Crew(RebuildParts parts, Projection projection, String worker, RebuildListener listener) {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Walks through all segments, until they are done here or elsewhere, or it is told to stop. */
    void walk(int segments, int threads, StopSignal stop) {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Builder builder = new Builder(parts, projection, worker + "/" + thread, listener);
                all.add(pool.submit(() -> work(builder, segments, stop)));
            }
            all.forEach(Crew::join);
        }
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
