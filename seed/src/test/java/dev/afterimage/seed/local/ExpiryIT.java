package dev.afterimage.seed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.seed.sample.SampleTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@ExtendWith(LeavesNothingOpen.class)
class ExpiryIT {
    private final LocalDynamo local =
            LocalDynamo.start(LocalSettings.inMemory().withSweepEvery(Duration.ofMillis(200)));
    private final DynamoDbClient client = local.client();

    @BeforeEach
    void createTables() {
        SampleTables.create(client);
    }

    @AfterEach
    void close() {
        client.close();
        local.close();
    }

    @Test
    void deletes_an_item_soon_after_it_is_due() {
        put("a", Map.of("order", number(1), "expires_at", number(now() + 1)));

        await().atMost(Duration.ofSeconds(8)).until(this::items, List::isEmpty);
    }

    @Test
    void deletes_what_lacks_the_attribute_of_an_index_key() {
        put("a", Map.of("expires_at", number(now() - 1)));

        await().atMost(Duration.ofSeconds(8)).until(this::items, List::isEmpty);
    }

    @Test
    void keeps_what_is_not_due_lapsed_five_years_ago_or_holds_no_number() {
        put("future", Map.of("expires_at", number(now() + 60)));
        put(
                "ancient",
                Map.of("expires_at", number(now() - Duration.ofDays(6 * 365).toSeconds())));
        put("text", Map.of("expires_at", AttributeValue.fromS(Long.toString(now() - 1))));
        put("none", Map.of());

        assertThat(local.expire()).isZero();
        assertThat(items()).hasSize(4);
    }

    @Test
    void a_deletion_by_ttl_is_told_from_a_users_in_the_stream() {
        put("a", Map.of("expires_at", number(now() - 1)));
        await().atMost(Duration.ofSeconds(8)).until(this::items, List::isEmpty);

        Record last = records().getLast();

        assertThat(last.eventNameAsString()).isNotEqualTo("REMOVE");
        assertThat(last.dynamodb().oldImage()).containsKey("expires_at");
        assertThat(last.dynamodb().hasNewImage()).isFalse();
    }

    private void put(String datetime, Map<String, AttributeValue> rest) {
        Map<String, AttributeValue> item = new HashMap<>(rest);
        item.put("list_id", AttributeValue.fromS("l1"));
        item.put("datetime", AttributeValue.fromS(datetime));
        client.putItem(put -> put.tableName("items").item(item));
    }

    private List<Map<String, AttributeValue>> items() {
        return client.scan(scan -> scan.tableName("items").consistentRead(true)).items();
    }

    private List<Record> records() {
        String stream = client.describeTable(describe -> describe.tableName("items"))
                .table()
                .latestStreamArn();
        try (DynamoDbStreamsClient streams = LocalClients.streams(local.endpoint())) {
            String shard = streams.describeStream(describe -> describe.streamArn(stream))
                    .streamDescription()
                    .shards()
                    .getLast()
                    .shardId();
            String iterator = streams.getShardIterator(get ->
                            get.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            return streams.getRecords(get -> get.shardIterator(iterator)).records();
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
