package dev.afterimage.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsLeaseManagementFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.DeletedStreamListProvider;
import software.amazon.kinesis.coordinator.StreamInfoManager;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.ShardSyncTaskManager;
import software.amazon.kinesis.metrics.MetricsFactory;
import software.amazon.kinesis.retrieval.RetrievalConfig;

/**
 * The adapter's lease management, called as KCL 3.4 and later call it: with the adapter's own way of finding shards,
 * where it would otherwise ask for a list in Kinesis's way, which a stream of DynamoDB cannot give.
 */
final class LeaseFactory extends DynamoDBStreamsLeaseManagementFactory {
    LeaseFactory(KinesisAsyncClient client, LeaseManagementConfig leases, RetrievalConfig retrieval) {
        super(client, leases, retrieval);
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
