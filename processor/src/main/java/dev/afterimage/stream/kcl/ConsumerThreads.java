package dev.afterimage.stream.kcl;

import java.util.concurrent.ExecutorService;
import software.amazon.kinesis.coordinator.SchedulerCoordinatorFactory;

/** Gives KCL the threads on which it works on shards, where it would make as many of its own as there are shards. */
final class ConsumerThreads extends SchedulerCoordinatorFactory {
    private final ExecutorService threads;

    ConsumerThreads(ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public ExecutorService createExecutorService() {
        return threads;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
