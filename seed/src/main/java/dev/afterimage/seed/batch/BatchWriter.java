package dev.afterimage.seed.batch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes batches completely. Thread-safe. */
public final class BatchWriter {
    /** What one BatchWriteItem takes (Developer Guide, "Quotas"). */
    public static final int MOST = 25;

    private static final int MOST_FRUITLESS = 12;

    private final DynamoDbClient client;
    private final Backoff backoff;

    public BatchWriter(DynamoDbClient client, Backoff backoff) {
        this.client = client;
        this.backoff = backoff;
    }

    /**
     * Writes up to {@value #MOST} items, over and over what was left unprocessed.
     *
     * @param requests by table
     * @return how many items were left unprocessed in between, counted each time
     */
    public int write(Map<String, List<WriteRequest>> requests) {
        Map<String, List<WriteRequest>> left = requests;
        int retried = 0;
        int fruitless = 0;
        while (true) {
            int before = count(left);
            left = send(left);
            int after = count(left);
            if (after == 0) {
                return retried;
            }
            retried += after;
            fruitless = after < before ? 1 : fruitless + 1;
            if (fruitless > MOST_FRUITLESS || !backoff.await(fruitless)) {
                throw new OverloadedException("BatchWriteItem", after, fruitless);
            }
        }
    }

    private Map<String, List<WriteRequest>> send(Map<String, List<WriteRequest>> requests) {
        return client.batchWriteItem(batch -> batch.requestItems(requests)).unprocessedItems();
    }

    private static int count(Map<String, List<WriteRequest>> requests) {
        return requests.values().stream().mapToInt(Collection::size).sum();
    }
}
