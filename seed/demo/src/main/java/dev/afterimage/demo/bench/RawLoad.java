package dev.afterimage.demo.bench;

import dev.afterimage.item.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The ceiling of a backfill: reads the table in as many segments and writes, for each item, the two rows that a loaded item
 * needs at least, its image and a fence, in transactions as large as can be. It decides nothing and checks nothing.
 */
record RawLoad(DynamoDbClient dynamo, int segments, String table) {
    private static final int MOST_ACTIONS = 100;

    /** How many items it has loaded, and how long that took. */
    record Loaded(long items, Duration took) {}

    Loaded run() {
        dynamo.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("place")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("place")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
        long start = System.nanoTime();
        long items = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(segments)) {
            List<Callable<Long>> parts = IntStream.range(0, segments)
                    .<Callable<Long>>mapToObj(segment -> () -> load(segment))
                    .toList();
            for (Future<Long> part : threads.invokeAll(parts)) {
                items += part.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the raw load failed", failed);
        }
        return new Loaded(items, Duration.ofNanos(System.nanoTime() - start));
    }

    private long load(int segment) {
        AtomicLong items = new AtomicLong();
        ScanRequest request = ScanRequest.builder()
                .tableName("items")
                .consistentRead(true)
                .segment(segment)
                .totalSegments(segments)
                .limit(MOST_ACTIONS)
                .build();
        List<TransactWriteItem> actions = new ArrayList<>();
        dynamo.scanPaginator(request).items().forEach(item -> {
            items.incrementAndGet();
            String name = Item.of(item).string("list_id").orElseThrow() + "#"
                    + Item.of(item).string("datetime").orElseThrow();
            Map<String, AttributeValue> image = new HashMap<>(item);
            image.put("place", AttributeValue.fromS("image#" + name));
            actions.add(put(image));
            actions.add(put(Map.of("place", AttributeValue.fromS("fence#" + name))));
            if (actions.size() == MOST_ACTIONS) {
                send(actions);
            }
        });
        send(actions);
        return items.get();
    }

    private void send(List<TransactWriteItem> actions) {
        if (!actions.isEmpty()) {
            dynamo.transactWriteItems(request -> request.transactItems(List.copyOf(actions)));
            actions.clear();
        }
    }

    private TransactWriteItem put(Map<String, AttributeValue> row) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(row))
                .build();
    }
}
