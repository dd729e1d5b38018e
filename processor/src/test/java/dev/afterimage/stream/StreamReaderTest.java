package dev.afterimage.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamReaderTest {
    private static final StreamArn STREAM =
            new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/now");

    private final SmallPages client = new SmallPages();
    private final StreamReader reader = new StreamReader(client, STREAM);

    @Test
    void lists_the_shards_of_all_pages_with_parents_first() {
        client.shard("c", "b", true);
        client.shard("b", "a", true);
        client.shard("a", null, true);

        assertThat(reader.shards()).extracting(shard -> shard.id().value()).containsExactly("a", "b", "c");
    }

    @Test
    void reads_every_record_of_closed_and_open_shards() {
        client.shard("b", "a", false, TestRecords.insert(5), TestRecords.insert(6));
        client.shard("a", null, true, TestRecords.insert(0), TestRecords.insert(1), TestRecords.insert(2));
        List<String> seen = new ArrayList<>();

        reader.readAll(
                (shard, record) -> seen.add(shard.id() + " " + record.dynamodb().sequenceNumber()));

        assertThat(seen).containsExactly("a 1000", "a 1001", "a 1002", "b 1005", "b 1006");
    }

    @Test
    void finds_the_first_record_after_a_position() {
        client.shard("a", null, false, TestRecords.insert(0), TestRecords.insert(1));

        assertThat(firstAfter(Optional.empty())).contains("1000");
        assertThat(firstAfter(Optional.of("1000"))).contains("1001");
        assertThat(firstAfter(Optional.of("1001"))).isEmpty();
    }

    @Test
    void finds_the_first_record_that_is_wanted_after_a_position() {
        client.shard("a", null, false, TestRecords.insert(0), TestRecords.insert(1), TestRecords.insert(2));

        assertThat(reader.firstAfter(
                        new ShardId("a"),
                        Optional.of(new SequenceNumber("1000")),
                        record -> record.dynamodb().sequenceNumber().equals("1002")))
                .map(record -> record.dynamodb().sequenceNumber())
                .contains("1002");
        assertThat(reader.firstAfter(new ShardId("a"), Optional.empty(), record -> false))
                .isEmpty();
    }

    @Test
    void goes_on_with_the_oldest_record_where_the_position_was_trimmed() {
        client.shard("a", null, false, TestRecords.insert(3));
        client.trimBehind();

        assertThat(firstAfter(Optional.of("1"))).contains("1003");
    }

    @Test
    void tells_an_open_shard_from_one_that_has_ended_and_one_that_is_gone() {
        client.shard("a", null, true);
        client.shard("b", "a", false);

        assertThat(reader.presence(new ShardId("a")))
                .isEqualTo(new StreamReader.Presence.Ended(new SequenceNumber("1099")));
        assertThat(reader.presence(new ShardId("b"))).isEqualTo(new StreamReader.Presence.Open());
        assertThat(reader.presence(new ShardId("z"))).isEqualTo(new StreamReader.Presence.Gone());
    }

    private Optional<String> firstAfter(Optional<String> position) {
        return reader.firstAfter(new ShardId("a"), position.map(SequenceNumber::new))
                .map(record -> record.dynamodb().sequenceNumber());
    }

    /** Answers one shard and one record at a time, and an empty page before each record. */
    private static final class SmallPages implements DynamoDbStreamsClient {
        private final List<Shard> shards = new ArrayList<>();
        private final Map<String, List<Record>> records = new TreeMap<>();
        private boolean trimmed;

        void shard(String id, @Nullable String parent, boolean closed, Record... content) {
            shards.add(Shard.builder()
                    .shardId(id)
                    .parentShardId(parent)
                    .sequenceNumberRange(
                            range -> range.startingSequenceNumber("1").endingSequenceNumber(closed ? "1099" : null))
                    .build());
            records.put(id, List.of(content));
        }

        void trimBehind() {
            trimmed = true;
        }

        @Override
        public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
            int next = request.exclusiveStartShardId() == null
                    ? 0
                    : shards.stream().map(Shard::shardId).toList().indexOf(request.exclusiveStartShardId()) + 1;
            Shard shard = shards.get(next);
            return DescribeStreamResponse.builder()
                    .streamDescription(description -> description
                            .shards(shard)
                            .lastEvaluatedShardId(next + 1 < shards.size() ? shard.shardId() : null))
                    .build();
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            String after = request.sequenceNumber();
            if (trimmed && after != null) {
                throw TrimmedDataAccessException.builder().message("trimmed").build();
            }
            long skipped = records.getOrDefault(request.shardId(), List.of()).stream()
                    .filter(record ->
                            after != null && record.dynamodb().sequenceNumber().compareTo(after) <= 0)
                    .count();
            return GetShardIteratorResponse.builder()
                    .shardIterator(request.shardId() + "/" + skipped + "/empty")
                    .build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            String[] iterator = request.shardIterator().split("/", 3);
            List<Record> all = records.getOrDefault(iterator[0], List.of());
            int at = Integer.parseInt(iterator[1]);
            if (iterator[2].equals("empty") && at < all.size()) {
                return GetRecordsResponse.builder()
                        .nextShardIterator(iterator[0] + "/" + at + "/full")
                        .build();
            }
            boolean closed = shards.stream()
                    .anyMatch(shard -> shard.shardId().equals(iterator[0])
                            && shard.sequenceNumberRange().endingSequenceNumber() != null);
            int next = Math.min(all.size(), at + 1);
            return GetRecordsResponse.builder()
                    .records(all.subList(at, next))
                    .nextShardIterator(closed && next == all.size() ? null : iterator[0] + "/" + next + "/empty")
                    .build();
        }

        @Override
        public String serviceName() {
            return "small pages";
        }

        @Override
        public void close() {}
    }
}
