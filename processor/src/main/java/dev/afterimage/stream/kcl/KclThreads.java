package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that one table's scheduler of KCL works on, and does not end itself. Thread-safe.
 *
 * @param leases syncs shards and leases
 * @param consumers work on shards: virtual ones, of which those of hundreds of shards may wait for their commits
 */
record KclThreads(ExecutorService leases, ExecutorService consumers) implements AutoCloseable {
    static KclThreads of(TableName table) {
        return new KclThreads(
                Executors.newCachedThreadPool(Thread.ofPlatform()
                        .name("leases-" + table + "-", 0)
                        .daemon(true)
                        .factory()),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("shard-" + table + "-", 0).factory()));
    }

    /** Lets no more work begin on shards, without which a scheduler that is told to end does so. */
    void endConsumers() {
        consumers.shutdown();
    }

    /** Interrupts those that still work. */
    @Override
    public void close() {
        leases.shutdownNow();
        consumers.shutdownNow();
    }
}
