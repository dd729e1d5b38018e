package dev.afterimage.demo.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The changes that every contender of the bench works off: items of lists, filled list by list as people do, and later
 * edited here and there. Of four changes three are new items and one is an edit; one item in ten has a time to live.
 */
record Backlog(int changes) {
    private static final int ITEMS_PER_LIST = 40;
    private static final int BATCH = 25;
    private static final Instant DUE = Instant.parse("2100-01-01T00:00:00Z");

    /** Puts the changes into the table {@code items}, in one order, and so into its one shard. */
    void write(DynamoDbClient dynamo) {
        List<Map<String, AttributeValue>> puts = puts();
        for (int start = 0; start < puts.size(); start += BATCH) {
            List<Map<String, AttributeValue>> batch = puts.subList(start, Math.min(start + BATCH, puts.size()));
            write(dynamo, batch);
        }
    }

    /** The items put, in order; no two in a row of a batch's length have one key. */
    List<Map<String, AttributeValue>> puts() {
        Random random = new Random(7);
        List<Map<String, AttributeValue>> puts = new ArrayList<>(changes);
        int fresh = 0;
        while (puts.size() < changes) {
            for (int i = 0; i < 3 * BATCH && puts.size() < changes; i++) {
                puts.add(item(fresh++, 1));
            }
            int first = random.nextInt(Math.max(1, fresh - BATCH));
            for (int i = 0; i < BATCH && puts.size() < changes; i++) {
                puts.add(item(first + i, 2 + puts.size()));
            }
        }
        return puts;
    }

    private static void write(DynamoDbClient dynamo, List<Map<String, AttributeValue>> batch) {
        List<WriteRequest> requests = batch.stream()
                .map(item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
                .toList();
        while (!requests.isEmpty()) {
            List<WriteRequest> left = requests;
            requests = dynamo.batchWriteItem(request -> request.requestItems(Map.of("items", left)))
                    .unprocessedItems()
                    .getOrDefault("items", List.of());
        }
    }

    private static Map<String, AttributeValue> item(int number, int version) {
        int list = number / ITEMS_PER_LIST;
        int order = number % ITEMS_PER_LIST;
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("list_id", AttributeValue.fromS("list-%06d".formatted(list)));
        item.put("datetime", AttributeValue.fromS("2026-01-01T00:%02d:%02dZ".formatted(order / 60, order % 60)));
        item.put("description", AttributeValue.fromS("bring number " + order + " of what list " + list + " needs"));
        item.put("done", AttributeValue.fromBool(version % 2 == 0));
        item.put("order", AttributeValue.fromN(Integer.toString(order)));
        item.put("version", AttributeValue.fromN(Integer.toString(version)));
        if (order % 10 == 0) {
            item.put("expires_at", AttributeValue.fromN(Long.toString(DUE.getEpochSecond() + number)));
        }
        return item;
    }
}
