package dev.afterimage.demo.bench;

import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.RetryCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until so many changes are applied, and notes how long that took from the first one that was read. */
final class Applying implements PipelineListener {
    private final int changes;
    private final List<CommitPlan> plans = new ArrayList<>();
    private final CompletableFuture<Measured> done = new CompletableFuture<>();
    private long start;
    private int applied;
    private double writeUnits;
    private int retries;

    Applying(int changes) {
        this.changes = changes;
    }

    Measured await(Duration longest) throws InterruptedException {
        try {
            return done.get(longest.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("not all changes were applied: " + failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized void read(Lane lane, int read) {
        if (start == 0) {
            start = System.nanoTime();
        }
    }

    @Override
    public synchronized void applied(CommitPlan plan, double units, Duration latency) {
        plans.add(plan);
        writeUnits += units;
        applied += plan.completed().size();
        if (applied >= changes) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            done.complete(new Measured(applied, took, plans, writeUnits, retries));
        }
    }

    @Override
    public synchronized void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
        retries++;
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        done.completeExceptionally(new IllegalStateException(reason));
    }
}
