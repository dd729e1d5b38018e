package dev.afterimage.stream.fetch;

import dev.afterimage.stream.TestRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A stream of one shard, "s1", with a child "s2" once it has ended. Its answers can be replaced by failures. */
final class FakeStream implements DynamoDbStreamsClient {
    private final List<Record> records = new ArrayList<>();
    private final List<String> iteratorsAsked = new ArrayList<>();
    private final List<Integer> recordsAsked = new ArrayList<>();
    private final Deque<Supplier<RuntimeException>> iteratorFailures = new ArrayDeque<>();
    private final Deque<Supplier<RuntimeException>> recordFailures = new ArrayDeque<>();
    private boolean ended;
    private boolean listed = true;
    private boolean exists = true;

    FakeStream(int from, int to) {
        records.addAll(TestRecords.inserts(from, to));
    }

    void end() {
        ended = true;
    }

    void trimWhole() {
        listed = false;
    }

    void drop() {
        exists = false;
    }

    void failIterator(Supplier<RuntimeException> failure) {
        iteratorFailures.add(failure);
    }

    void failRecords(Supplier<RuntimeException> failure) {
        recordFailures.add(failure);
    }

    /** The iterators that were asked for, in words. */
    List<String> iteratorsAsked() {
        return iteratorsAsked;
    }

    /** How many records each read asked for. */
    List<Integer> recordsAsked() {
        return recordsAsked;
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        iteratorsAsked.add(request.shardIteratorTypeAsString() + " " + request.sequenceNumber());
        throwNext(iteratorFailures);
        requirePresent();
        return GetShardIteratorResponse.builder()
                .shardIterator(Integer.toString(index(request.sequenceNumber())))
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        recordsAsked.add(request.limit());
        throwNext(recordFailures);
        requirePresent();
        int from = Integer.parseInt(request.shardIterator());
        int to = Math.min(records.size(), from + request.limit());
        boolean last = ended && to == records.size();
        return GetRecordsResponse.builder()
                .records(records.subList(from, to))
                .nextShardIterator(last ? null : Integer.toString(to))
                .build();
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        if (!exists) {
            throw ResourceNotFoundException.builder().message("no such stream").build();
        }
        List<Shard> shards = new ArrayList<>();
        if (listed && request.shardFilter() == null) {
            shards.add(shard("s1", null, ended ? TestRecords.sequence(99) : null));
        }
        if (ended) {
            shards.add(shard("s2", "s1", null));
        }
        return DescribeStreamResponse.builder()
                .streamDescription(description ->
                        description.streamStatus(StreamStatus.ENABLED).shards(shards))
                .build();
    }

    private int index(@Nullable String after) {
        return (int) records.stream()
                .filter(record ->
                        after != null && record.dynamodb().sequenceNumber().compareTo(after) <= 0)
                .count();
    }

    private void requirePresent() {
        if (!listed || !exists) {
            throw ResourceNotFoundException.builder().message("no such shard").build();
        }
    }

    private static void throwNext(Deque<Supplier<RuntimeException>> failures) {
        Supplier<RuntimeException> failure = failures.poll();
        if (failure != null) {
            throw failure.get();
        }
    }

    private static Shard shard(String id, @Nullable String parent, @Nullable String end) {
        return Shard.builder()
                .shardId(id)
                .parentShardId(parent)
                .sequenceNumberRange(range -> range.startingSequenceNumber("1").endingSequenceNumber(end))
                .build();
    }

    @Override
    public String serviceName() {
        return "fake";
    }

    @Override
    public void close() {}
}
