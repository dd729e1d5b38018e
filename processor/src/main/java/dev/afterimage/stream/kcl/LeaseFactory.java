package dev.afterimage.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsLeaseManagementFactory;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.DeletedStreamListProvider;
import software.amazon.kinesis.coordinator.StreamInfoManager;
import software.amazon.kinesis.coordinator.streamInfo.StreamIdCacheManager;
import software.amazon.kinesis.leases.LeaseCoordinator;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.leases.ShardSyncTaskManager;
import software.amazon.kinesis.metrics.MetricsFactory;
import software.amazon.kinesis.retrieval.RetrievalConfig;

/**
 * The adapter's lease management, called as KCL 3.4 and later call it: with the adapter's own way of finding shards,
 * where it would otherwise ask for a list in Kinesis's way, which a stream of DynamoDB cannot give; and with our own way of
 * sharing them.
 */
final class LeaseFactory extends DynamoDBStreamsLeaseManagementFactory {
    private final TableLeases.Sharing sharing;

    LeaseFactory(
            KinesisAsyncClient client,
            LeaseManagementConfig leases,
            RetrievalConfig retrieval,
            TableLeases.Sharing sharing) {
        super(client, leases, retrieval);
        this.sharing = sharing;
    }

    @Override
    public LeaseCoordinator createLeaseCoordinator(
            MetricsFactory metrics,
            ConcurrentMap<ShardInfo, software.amazon.kinesis.lifecycle.ShardConsumer> consumers,
            @Nullable StreamIdCacheManager streamIds) {
        return new TableLeases(sharing, createLeaseRefresher());
    }

    @Override
    public ShardSyncTaskManager createShardSyncTaskManager(
            MetricsFactory metrics,
            StreamConfig stream,
            DeletedStreamListProvider deletedStreams,
            StreamInfoManager streamInfo) {
        return createShardSyncTaskManager(metrics, stream, deletedStreams);
    }
}
