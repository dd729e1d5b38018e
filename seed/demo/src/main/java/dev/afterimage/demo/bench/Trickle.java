package dev.afterimage.demo.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes an item of each sample table again and again, so that each lane always has something to commit. */
final class Trickle implements AutoCloseable {
    private static final Map<String, Map<String, AttributeValue>> KEYS = Map.of(
            "users", Map.of("id", AttributeValue.fromS("U1")),
            "lists", Map.of("id", AttributeValue.fromS("L1")),
            "guests", Map.of("list_id", AttributeValue.fromS("L1"), "user_id", AttributeValue.fromS("U2")),
            "items", Map.of("list_id", AttributeValue.fromS("L1"), "datetime", AttributeValue.fromS("2026")));

    private final DynamoDbClient dynamo;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    Trickle(DynamoDbClient dynamo, Duration pause) {
        this.dynamo = dynamo;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("bench-trickle").daemon(true).start(this::run);
    }

    private void run() {
        try {
            for (long count = 1; !stop.await(pause.toNanos(), TimeUnit.NANOSECONDS); count++) {
                write(AttributeValue.fromN(Long.toString(count)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(AttributeValue count) {
        KEYS.forEach((table, key) -> dynamo.updateItem(request -> request.tableName(table)
                .key(key)
                .updateExpression("SET bench_count = :count")
                .expressionAttributeValues(Map.of(":count", count))));
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
