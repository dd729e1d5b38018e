package dev.afterimage.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class EmbeddedStreamsClientTest {
    private static final String ARN =
            "arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/2026-01-01T00:00:00.000";

    private final EmbeddedStreamsClient client = new EmbeddedStreamsClient(new OneRecord());

    @Test
    void a_record_has_the_keys_of_its_table_and_not_those_of_a_local_index() {
        GetRecordsResponse page = client.getRecords(request -> request.shardIterator(iterator()));

        assertThat(page.records())
                .singleElement()
                .satisfies(record -> assertThat(record.dynamodb().keys()).containsOnlyKeys("list_id", "datetime"));
    }

    @Test
    void reads_on_with_the_iterator_that_a_page_gives() {
        GetRecordsResponse first = client.getRecords(request -> request.shardIterator(iterator()));

        GetRecordsResponse second = client.getRecords(request -> request.shardIterator(first.nextShardIterator()));

        assertThat(second.records()).isEmpty();
        assertThat(second.nextShardIterator()).isNull();
    }

    @Test
    void the_first_record_of_an_empty_shard_trims_nothing() {
        String oldest = client.getShardIterator(
                        request -> request.streamArn(ARN).shardId("empty").shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        String behindNothing =
                client.getRecords(request -> request.shardIterator(oldest)).nextShardIterator();

        GetRecordsResponse page = client.getRecords(request -> request.shardIterator(behindNothing));

        assertThat(page.records()).hasSize(1);
        String behindARecord = page.nextShardIterator();
        assertThatThrownBy(() -> client.getRecords(request -> request.shardIterator(behindARecord)))
                .isInstanceOf(TrimmedDataAccessException.class);
    }

    private String iterator() {
        return client.getShardIterator(request -> request.streamArn(ARN).shardId("shardId-1"))
                .shardIterator();
    }

    /**
     * A shard with one record, whose keys hold that of a local index, too; then it ends. And one that is empty when it is
     * first read, and has a record then.
     */
    private static final class OneRecord implements DynamoDbStreamsClient {
        private boolean emptyWasRead;

        @Override
        public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
            return DescribeStreamResponse.builder()
                    .streamDescription(stream ->
                            stream.keySchema(List.of(key("list_id", KeyType.HASH), key("datetime", KeyType.RANGE))))
                    .build();
        }

        private static KeySchemaElement key(String name, KeyType role) {
            return KeySchemaElement.builder().attributeName(name).keyType(role).build();
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            String empty = emptyWasRead ? "not empty" : "empty";
            return GetShardIteratorResponse.builder()
                    .shardIterator(request.shardId().equals("empty") ? empty : "first")
                    .build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            return switch (request.shardIterator()) {
                case "first" ->
                    GetRecordsResponse.builder()
                            .records(record())
                            .nextShardIterator("second")
                            .build();
                case "empty" -> {
                    emptyWasRead = true;
                    yield GetRecordsResponse.builder()
                            .records(List.of())
                            .nextShardIterator("trimmed")
                            .build();
                }
                case "not empty" ->
                    GetRecordsResponse.builder()
                            .records(record())
                            .nextShardIterator("trimmed")
                            .build();
                case "trimmed" -> throw TrimmedDataAccessException.builder().build();
                case "second" -> GetRecordsResponse.builder().records(List.of()).build();
                default -> throw new AssertionError("no iterator of mine: " + request.shardIterator());
            };
        }

        private static Record record() {
            return Record.builder()
                    .dynamodb(data -> data.keys(Map.of(
                            "list_id", AttributeValue.fromS("L1"),
                            "datetime", AttributeValue.fromS("2026"),
                            "order", AttributeValue.fromN("1"))))
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
