package dev.afterimage.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB Local's streams, made to look like the service's own: a stream is asked for by an ARN of a real region, where
 * DynamoDB Local writes {@code ddblocal}; a shard's children can be asked for, where it always answers none; and a
 * record's keys are its table's, where those of some TTL deletes hold the key of a local secondary index, too. As
 * thread-safe as the client that it wraps; closing it closes that one.
 */
public final class EmbeddedStreamsClient implements DynamoDbStreamsClient {
    /** Stands between a stream's ARN and DynamoDB Local's own iterator, in the iterators that are given out here. */
    private static final String AND = " ";

    private final DynamoDbStreamsClient wrapped;
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
        return response.toBuilder()
                .shardIterator(arn + AND + response.shardIterator())
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        int and = request.shardIterator().indexOf(AND);
        String arn = request.shardIterator().substring(0, and);
        String iterator = request.shardIterator().substring(and + AND.length());
        GetRecordsResponse response =
                wrapped.getRecords(request.toBuilder().shardIterator(iterator).build());
        Set<String> keys = keysOfStreams.computeIfAbsent(arn, this::keys);
        return response.toBuilder()
                .records(response.records().stream()
                        .map(record -> withKeys(record, keys))
                        .toList())
                .nextShardIterator(
                        response.nextShardIterator() == null ? null : arn + AND + response.nextShardIterator())
                .build();
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
