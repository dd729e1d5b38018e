package dev.afterimage.seed.batch;

import dev.afterimage.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads batches completely. Thread-safe. */
public final class BatchReader {
    /** What one BatchGetItem takes (Developer Guide, "Quotas"). */
    public static final int MOST = 100;

    private static final int MOST_FRUITLESS = 12;

    private final DynamoDbClient client;
    private final Backoff backoff;

    public BatchReader(DynamoDbClient client, Backoff backoff) {
        this.client = client;
        this.backoff = backoff;
    }

    /** Those of up to {@value #MOST} items that exist, in no order. */
    public List<Item> read(String table, List<Map<String, AttributeValue>> keys, boolean consistent) {
        List<Item> found = new ArrayList<>();
        List<Map<String, AttributeValue>> left = keys;
        int fruitless = 0;
        while (!left.isEmpty()) {
            BatchGetItemResponse answer = send(table, left, consistent);
            answer.responses().getOrDefault(table, List.of()).forEach(item -> found.add(Item.of(item)));
            KeysAndAttributes unprocessed = answer.unprocessedKeys().get(table);
            List<Map<String, AttributeValue>> after = unprocessed == null ? List.of() : unprocessed.keys();
            fruitless = after.size() < left.size() ? 1 : fruitless + 1;
            left = after;
            if (!left.isEmpty() && (fruitless > MOST_FRUITLESS || !backoff.await(fruitless))) {
                throw new OverloadedException("BatchGetItem", left.size(), fruitless);
            }
        }
        return found;
    }

    private BatchGetItemResponse send(String table, List<Map<String, AttributeValue>> keys, boolean consistent) {
        return client.batchGetItem(batch -> batch.requestItems(Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys)
                        .consistentRead(consistent)
                        .build())));
    }
}
