package dev.afterimage.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilter;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB Local's streams, made to look like the service's own: a stream is asked for by an ARN of a real region, where
 * DynamoDB Local writes {@code ddblocal}; a shard's children can be asked for, where it always answers none; a record's
 * keys are its table's, where those of some TTL deletes hold the key of a local secondary index, too; and nothing counts as
 * trimmed of a shard of which nothing was read, where the first record of an empty one makes its iterators invalid. As
 * thread-safe as the client that it wraps; closing it closes that one.
 */
public final class EmbeddedStreamsClient implements DynamoDbStreamsClient {
    /** Stands between the parts of the iterators that are given out here. */
    private static final String AND = " ";

    /** Stands in the place of a shard of which something was read. */
    private static final String READ = "-";

    private final DynamoDbStreamsClient wrapped;

    /** An iterator that is given out: DynamoDB Local's own, and the shard that it is of, while nothing was read of that. */
    private record Place(String arn, String unread, String iterator) {
        static Place parse(String text) {
            String[] parts = text.split(AND, 3);
            return new Place(parts[0], parts[1], parts[2]);
        }

        boolean isUnread() {
            return !unread.equals(READ);
        }

        String text() {
            return arn + AND + unread + AND + iterator;
        }
    }

    private final Map<String, Set<String>> keysOfStreams = new ConcurrentHashMap<>();

    public EmbeddedStreamsClient(DynamoDbStreamsClient wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        DescribeStreamRequest local =
                request.toBuilder().streamArn(localArn(request.streamArn())).build();
        return request.shardFilter() == null
                ? wrapped.describeStream(local)
                : children(local, request.shardFilter().shardId());
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        String arn = localArn(request.streamArn());
        GetShardIteratorResponse response =
                wrapped.getShardIterator(request.toBuilder().streamArn(arn).build());
        String unread = request.shardIteratorType() == ShardIteratorType.TRIM_HORIZON ? request.shardId() : READ;
        return response.toBuilder()
                .shardIterator(new Place(arn, unread, response.shardIterator()).text())
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        Place place = Place.parse(request.shardIterator());
        GetRecordsResponse response = read(request, place);
        Set<String> keys = keysOfStreams.computeIfAbsent(place.arn(), this::keys);
        return response.toBuilder()
                .records(response.records().stream()
                        .map(record -> withKeys(record, keys))
                        .toList())
                .nextShardIterator(next(place, response))
                .build();
    }

    private static @Nullable String next(Place place, GetRecordsResponse response) {
        String unread = response.records().isEmpty() ? place.unread() : READ;
        return response.nextShardIterator() == null
                ? null
                : new Place(place.arn(), unread, response.nextShardIterator()).text();
    }

    private GetRecordsResponse read(GetRecordsRequest request, Place place) {
        try {
            return read(request, place.iterator());
        } catch (TrimmedDataAccessException trimmed) {
            if (!place.isUnread()) {
                throw trimmed;
            }
            String oldest = wrapped.getShardIterator(again -> again.streamArn(place.arn())
                            .shardId(place.unread())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            return read(request, oldest);
        }
    }

    private GetRecordsResponse read(GetRecordsRequest request, String iterator) {
        return wrapped.getRecords(request.toBuilder().shardIterator(iterator).build());
    }

    private Set<String> keys(String arn) {
        return wrapped.describeStream(request -> request.streamArn(arn)).streamDescription().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Record withKeys(Record record, Set<String> names) {
        Map<String, AttributeValue> keys = record.dynamodb().keys();
        if (keys.size() <= names.size()) {
            return record;
        }
        Map<String, AttributeValue> own = new HashMap<>(keys);
        own.keySet().retainAll(names);
        return record.toBuilder()
                .dynamodb(record.dynamodb().toBuilder().keys(own).build())
                .build();
    }

    @Override
    public String serviceName() {
        return wrapped.serviceName();
    }

    @Override
    public void close() {
        wrapped.close();
    }

    private DescribeStreamResponse children(DescribeStreamRequest request, String parent) {
        DescribeStreamResponse all = wrapped.describeStream(
                request.toBuilder().shardFilter((ShardFilter) null).build());
        List<Shard> children = all.streamDescription().shards().stream()
                .filter(shard -> parent.equals(shard.parentShardId()))
                .toList();
        return all.toBuilder()
                .streamDescription(
                        all.streamDescription().toBuilder().shards(children).build())
                .build();
    }

    private static String localArn(String arn) {
        return new StreamArn(arn).inRegion(StreamArn.EMBEDDED_REGION).value();
    }
}
