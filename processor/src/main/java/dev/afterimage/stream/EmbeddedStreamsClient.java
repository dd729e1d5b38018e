package dev.afterimage.stream;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilter;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB Local's streams, made to look like the service's own: a stream is asked for by an ARN of a real region, where
 * DynamoDB Local writes {@code ddblocal}, and a shard's children can be asked for, where it always answers none. As
 * thread-safe as the client that it wraps; closing it closes that one.
 */
public final class EmbeddedStreamsClient implements DynamoDbStreamsClient {
    private final DynamoDbStreamsClient wrapped;

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
        return wrapped.getShardIterator(
                request.toBuilder().streamArn(localArn(request.streamArn())).build());
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        return wrapped.getRecords(request);
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
