package dev.afterimage.seed.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class BatchTest {
    private final List<Integer> waits = new ArrayList<>();
    private final Backoff backoff = new Backoff(new Random(1), pause -> waits.add(1));

    @Test
    void what_was_left_unprocessed_is_written_until_nothing_is() {
        Busy busy = new Busy(10);

        int retried = new BatchWriter(busy, backoff).write(Map.of("items", puts(25)));

        assertThat(busy.written).hasSize(25);
        assertThat(busy.sizes).containsExactly(25, 15, 5);
        assertThat(retried).isEqualTo(20);
        assertThat(waits).hasSize(2);
    }

    @Test
    void a_table_that_takes_nothing_more_is_given_up_with_a_message_for_the_user() {
        assertThatThrownBy(() -> new BatchWriter(new Busy(0), backoff).write(Map.of("items", puts(3))))
                .isInstanceOf(OverloadedException.class)
                .hasMessage("DynamoDB left 3 items of a BatchWriteItem unprocessed 13 times in a row:"
                        + " try again more slowly");
    }

    @Test
    void whoever_is_told_to_stop_does_not_try_again() {
        Busy busy = new Busy(0);
        BatchWriter writer = new BatchWriter(busy, new Backoff(new Random(1), pause -> false));

        assertThatThrownBy(() -> writer.write(Map.of("items", puts(3)))).isInstanceOf(OverloadedException.class);
        assertThat(busy.sizes).hasSize(1);
    }

    @Test
    void keys_left_unprocessed_are_read_until_none_is() {
        Busy busy = new Busy(2);
        new BatchWriter(busy, backoff).write(Map.of("items", puts(5)));
        busy.sizes.clear();
        List<Map<String, AttributeValue>> keys =
                IntStream.range(0, 6).mapToObj(BatchTest::key).toList();

        List<Item> found = new BatchReader(busy, backoff).read("items", keys, true);

        assertThat(found).extracting(Item::attributes).containsExactlyInAnyOrderElementsOf(keys.subList(0, 5));
        assertThat(busy.sizes).containsExactly(6, 4, 2);
    }

    private static List<WriteRequest> puts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> WriteRequest.builder()
                        .putRequest(put -> put.item(key(i)))
                        .build())
                .toList();
    }

    private static Map<String, AttributeValue> key(int i) {
        return Map.of("id", AttributeValue.fromN(Integer.toString(i)));
    }

    /** Processes so many of one table's items in a call, as a throttled table does. */
    private static final class Busy implements DynamoDbClient {
        private final int capacity;
        private final Map<String, Map<String, AttributeValue>> written = new HashMap<>();
        private final List<Integer> sizes = new ArrayList<>();

        Busy(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
            List<WriteRequest> writes = request.requestItems().getOrDefault("items", List.of());
            sizes.add(writes.size());
            int taken = Math.min(capacity, writes.size());
            writes.subList(0, taken)
                    .forEach(write -> written.put(
                            write.putRequest().item().toString(),
                            write.putRequest().item()));
            List<WriteRequest> left = writes.subList(taken, writes.size());
            return BatchWriteItemResponse.builder()
                    .unprocessedItems(left.isEmpty() ? Map.of() : Map.of("items", left))
                    .build();
        }

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            List<Map<String, AttributeValue>> keys =
                    request.requestItems().values().iterator().next().keys();
            sizes.add(keys.size());
            int taken = Math.min(capacity, keys.size());
            List<Map<String, AttributeValue>> found = keys.subList(0, taken).stream()
                    .filter(key -> written.containsKey(key.toString()))
                    .toList();
            List<Map<String, AttributeValue>> left = keys.subList(taken, keys.size());
            return BatchGetItemResponse.builder()
                    .responses(Map.of("items", found))
                    .unprocessedKeys(
                            left.isEmpty()
                                    ? Map.of()
                                    : Map.of(
                                            "items",
                                            KeysAndAttributes.builder()
                                                    .keys(left)
                                                    .build()))
                    .build();
        }

        @Override
        public String serviceName() {
            return "busy";
        }

        @Override
        public void close() {}
    }
}
