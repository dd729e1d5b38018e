package dev.afterimage.seed.load;

import dev.afterimage.seed.batch.BatchWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes sample data in batches, several at a time. Loading the same data again changes nothing. For one load.
 */
public final class Loader {
    private final BatchWriter writer;
    private final LoadListener listener;
    private final int threads;
    private final LongAdder written = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    public Loader(BatchWriter writer, int threads, LoadListener listener) {
        this.writer = writer;
        this.threads = threads;
        this.listener = listener;
    }

    /** Writes all of it, or throws what the first batch failed with, once the batches under way have ended. */
    public LoadReport load(SampleData data) throws InterruptedException {
        long start = System.nanoTime();
        Semaphore room = new Semaphore(2 * threads);
        try (ExecutorService writers = Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform().daemon().name("seed-load-", 1).factory());
                Stream<List<TableItem>> batches = data.items().gather(Gatherers.windowFixed(BatchWriter.MOST))) {
            for (List<TableItem> batch : (Iterable<List<TableItem>>) batches::iterator) {
                room.acquire();
                if (failure.get() != null) {
                    break;
                }
                writers.execute(() -> write(batch, room));
            }
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new LoadReport(written.sum(), retried.sum(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void write(List<TableItem> batch, Semaphore room) {
        try {
            retried.add(writer.write(requests(batch)));
            written.add(batch.size());
            listener.written(batch.size());
        } catch (RuntimeException failed) {
            failure.compareAndSet(null, failed);
        } finally {
            room.release();
        }
    }

    private static Map<String, List<WriteRequest>> requests(List<TableItem> batch) {
        return batch.stream()
                .collect(Collectors.groupingBy(
                        item -> item.table().value(), Collectors.mapping(Loader::put, Collectors.toList())));
    }

    private static WriteRequest put(TableItem item) {
        return WriteRequest.builder()
                .putRequest(put -> put.item(item.item().attributes()))
                .build();
    }
}
