package dev.afterimage.stream;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a stream by itself, without leases, checkpoints or anything else that the workers use: to look at it, and to
 * check them. Thread-safe. What the service answers with an error is the SDK's exception.
 */
public final class StreamReader {
    /** An open shard may answer empty pages in between; after so many in a row it is taken to be read to its tip. */
    public static final int EMPTY_PAGES_AT_TIP = 4;

    private final DynamoDbStreamsClient client;
    private final StreamArn stream;

    public StreamReader(DynamoDbStreamsClient client, StreamArn stream) {
        this.client = client;
        this.stream = stream;
    }

    public StreamArn stream() {
        return stream;
    }

    /** The stream's shards, parents before children. */
    public List<StreamShard> shards() {
        return ShardOrder.parentsFirst(
                described().stream().map(this::shard).toList(), StreamShard::id, StreamShard::parent);
    }

    /** Shows every record that the stream holds, shard by shard, from the oldest to the tip of each open shard. */
    public void readAll(BiConsumer<StreamShard, Record> consumer) {
        shards().forEach(shard -> read(shard, Optional.empty(), record -> {
            consumer.accept(shard, record);
            return true;
        }));
    }

    /** The first record of a shard after this number, or the first of all; empty where there is none yet. */
    public Optional<Record> firstAfter(ShardId shard, Optional<SequenceNumber> position) {
        return firstAfter(shard, position, record -> true);
    }

    /** The same of those that are wanted; it may take reading the shard to its tip. */
    public Optional<Record> firstAfter(ShardId shard, Optional<SequenceNumber> position, Predicate<Record> wanted) {
        List<Record> found = new ArrayList<>(1);
        read(new StreamShard(stream, shard, Optional.empty()), position, record -> {
            if (wanted.test(record)) {
                found.add(record);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Whether the stream still lists a shard, and where that has ended if it has. */
    public Presence presence(ShardId shard) {
        return described().stream()
                .filter(listed -> listed.shardId().equals(shard.value()))
                .map(listed -> Optional.ofNullable(listed.sequenceNumberRange().endingSequenceNumber())
                        .<Presence>map(end -> new Presence.Ended(new SequenceNumber(end)))
                        .orElseGet(Presence.Open::new))
                .findFirst()
                .orElseGet(Presence.Gone::new);
    }

    /** What a stream's list says of a shard. */
    public sealed interface Presence {
        /** It takes more records. */
        record Open() implements Presence {}

        /** It takes no more records; none has a higher number than this. */
        record Ended(SequenceNumber last) implements Presence {}

        /** It is not listed: it has been trimmed whole, or never was. */
        record Gone() implements Presence {}
    }

    /** Takes a record, and answers whether it wants another. */
    private interface Sink {
        boolean take(Record record);
    }

    private void read(StreamShard shard, Optional<SequenceNumber> after, Sink sink) {
        String iterator = iterator(shard.id(), after);
        int emptyPages = 0;
        while (iterator != null && emptyPages < EMPTY_PAGES_AT_TIP) {
            String at = iterator;
            GetRecordsResponse page = client.getRecords(request -> request.shardIterator(at));
            for (Record record : page.records()) {
                if (!sink.take(record)) {
                    return;
                }
            }
            emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
            iterator = page.nextShardIterator();
        }
    }

    private @Nullable String iterator(ShardId shard, Optional<SequenceNumber> after) {
        try {
            return iterator(
                    shard,
                    after.isPresent() ? ShardIteratorType.AFTER_SEQUENCE_NUMBER : ShardIteratorType.TRIM_HORIZON,
                    after);
        } catch (TrimmedDataAccessException trimmed) {
            return iterator(shard, ShardIteratorType.TRIM_HORIZON, Optional.empty());
        }
    }

    private @Nullable String iterator(ShardId shard, ShardIteratorType type, Optional<SequenceNumber> after) {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamArn(stream.value())
                .shardId(shard.value())
                .shardIteratorType(type);
        after.map(SequenceNumber::digits).ifPresent(request::sequenceNumber);
        return client.getShardIterator(request.build()).shardIterator();
    }

    private StreamShard shard(Shard described) {
        return new StreamShard(
                stream,
                new ShardId(described.shardId()),
                Optional.ofNullable(described.parentShardId()).map(ShardId::new));
    }

    private List<Shard> described() {
        List<Shard> shards = new ArrayList<>();
        @Nullable String last = null;
        do {
            String start = last;
            DescribeStreamResponse page = client.describeStream(
                    request -> request.streamArn(stream.value()).exclusiveStartShardId(start));
            shards.addAll(page.streamDescription().shards());
            last = page.streamDescription().lastEvaluatedShardId();
        } while (last != null);
        return shards;
    }
}
