package dev.afterimage.demo.bench;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.pipeline.PipelineListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes one item of the table {@code items} again and again, and notes how long each change takes until the worker that
 * this listens to has committed it. Thread-safe.
 */
final class LiveItem implements PipelineListener, AutoCloseable {
    private static final String LIST = "bench-live";
    private static final String WRITTEN = "bench_written";
    private static final Map<String, AttributeValue> KEY =
            Map.of("list_id", AttributeValue.fromS(LIST), "datetime", AttributeValue.fromS("2026"));
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final DynamoDbClient dynamo;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private List<Duration> delays = new ArrayList<>();

    LiveItem(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
        this.thread = Thread.ofPlatform().name("bench-live").daemon(true).unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    /** The delays since this was asked last, in order of their length. */
    synchronized List<Duration> take() {
        List<Duration> taken = delays.stream().sorted().toList();
        delays = new ArrayList<>();
        return taken;
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        long now = System.nanoTime();
        plan.completed().forEach(change -> written(change).ifPresent(at -> note(Duration.ofNanos(now - at))));
    }

    private synchronized void note(Duration delay) {
        delays.add(delay);
    }

    private static Optional<Long> written(Change change) {
        return change.after().flatMap(item -> item.number(WRITTEN)).map(BigDecimal::longValueExact);
    }

    private void run() {
        try {
            while (!stop.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                dynamo.updateItem(request -> request.tableName("items")
                        .key(KEY)
                        .updateExpression("SET " + WRITTEN + " = :now")
                        .expressionAttributeValues(
                                Map.of(":now", AttributeValue.fromN(Long.toString(System.nanoTime())))));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
