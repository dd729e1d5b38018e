package dev.afterimage.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsConsumerTaskFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import dev.afterimage.item.TableName;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.fetch.FetcherThreads;
import dev.afterimage.stream.fetch.ShardFetchers;
import java.time.Duration;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.checkpoint.CheckpointConfig;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.DeletedStreamListProvider;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.LeaseAssignmentStrategy;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.lifecycle.LifecycleConfig;
import software.amazon.kinesis.lifecycle.TaskResult;
import software.amazon.kinesis.metrics.MetricsConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ProcessorConfig;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.StreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;

/**
 * KCL put together by hand for one stream: with the adapter's leases and shard syncing, our own fetcher, and intervals
 * that let a shard's child follow its parent at once. Versions of KCL and adapter belong together here.
 */
final class KclStream {
    private static final Duration FIRST_REPORT_AFTER = Duration.ofMillis(50);

    /** KCL's leader gives out no shards: the workers take them. */
    private static final Duration NEVER = Duration.ofDays(7);

    private final StreamSettings settings;
    private final KclThreads threads;
    private final CoordinatorConfig coordinator;
    private final LeaseManagementConfig leases;
    private final RetrievalConfig retrieval;
    private final LeaseFactory factory;

    /** What differs between streams. */
    record Wiring(
            StreamArn stream,
            TableName leaseTable,
            StreamAccess access,
            DynamoDbStreamsClient streams,
            String workerId,
            Workloads workloads) {}

    KclStream(Wiring wiring, StreamSettings settings, ShardFetchers fetchers, KclThreads threads) {
        this.settings = settings;
        this.threads = threads;
        String application = wiring.leaseTable().value();
        AmazonDynamoDBStreamsAdapterClient adapter = new AmazonDynamoDBStreamsAdapterClient(
                wiring.streams(), wiring.access().region());
        this.coordinator = coordinator(application);
        this.retrieval = new RetrievalConfig(adapter, tracker(wiring.stream()), application)
                .retrievalSpecificConfig(polling(adapter, fetchers));
        this.leases = leases(new LeaseManagementConfig(
                        application, application, wiring.access().tables(), adapter, wiring.workerId())
                .executorService(threads.leases()));
        this.factory = new LeaseFactory(
                adapter,
                leases,
                retrieval,
                new TableLeases.Sharing(
                        wiring.stream().table(), wiring.workerId(), settings.leasing(), wiring.workloads()));
        leases.leaseManagementFactory(factory);
    }

    LeaseRefresher leaseRefresher() {
        return factory.createLeaseRefresher();
    }

    /** Creates the leases of shards that have none, so that the scheduler need not wait for a leader to do so. */
    void syncShards() {
        TaskResult result = factory.createShardSyncTaskManager(
                        new NullMetricsFactory(),
                        retrieval.streamTracker().streamConfigList().getFirst(),
                        new DeletedStreamListProvider())
                .callShardSyncTask();
        if (result.getException() != null) {
            throw new IllegalStateException(
                    "its shards cannot be listed or leased: " + result.getException(), result.getException());
        }
    }

    Scheduler scheduler(ShardRecordProcessorFactory consumers, WorkerStateChangeListener listener) {
        coordinator.workerStateChangeListener(listener);
        return new Scheduler(
                new CheckpointConfig(),
                coordinator,
                leases,
                new LifecycleConfig(),
                new MetricsConfig(new NoCloudWatch(), coordinator.applicationName())
                        .metricsFactory(new NullMetricsFactory()),
                // Also when there is nothing, so that a lane's last progress is noted.
                new ProcessorConfig(consumers).callProcessRecordsEvenForEmptyRecordList(true),
                retrieval);
    }

    private CoordinatorConfig coordinator(String application) {
        return new CoordinatorConfig(application)
                .coordinatorFactory(new ConsumerThreads(threads.consumers()))
                .skipShardSyncAtWorkerInitializationIfLeasesExist(true)
                .shardConsumerDispatchPollIntervalMillis(
                        settings.reading().dispatch().toMillis())
                .parentShardPollIntervalMillis(settings.reading().parents().toMillis());
    }

    /** The adapter's factory copies these when it is made. It tracks no holes, and wants no pause between syncs. */
    private LeaseManagementConfig leases(LeaseManagementConfig config) {
        StreamSettings.Leasing leasing = settings.leasing();
        config.failoverTimeMillis(leasing.failover().toMillis())
                .leaseAssignmentIntervalMillis(NEVER.toMillis())
                .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(
                        leasing.heartbeat().toMillis())
                .dynamoDbLockBasedLeaderLeaseDurationInMillis(
                        leasing.leadership().toMillis())
                .leasesRecoveryAuditorExecutionFrequencyMillis(leasing.audit().toMillis())
                .leasesRecoveryAuditorInconsistencyConfidenceThreshold(0)
                .shardSyncIntervalMillis(0)
                .leaseAssignmentStrategy(LeaseAssignmentStrategy.LEASE_COUNT_BASED)
                .consumerTaskFactory(new DynamoDBStreamsConsumerTaskFactory());
        // KCL would look for a worker's load in the metadata of several kinds of hosts, with long timeouts.
        config.workerUtilizationAwareAssignmentConfig()
                .disableWorkerMetrics(true)
                .inMemoryWorkerMetricsCaptureFrequencyMillis(FIRST_REPORT_AFTER.toMillis())
                .workerMetricsReporterFreqInMillis(leasing.report().toMillis());
        return config;
    }

    private DynamoDBStreamsPollingConfig polling(AmazonDynamoDBStreamsAdapterClient adapter, ShardFetchers fetchers) {
        StreamSettings.Reading reading = settings.reading();
        DynamoDBStreamsPollingConfig polling = new DynamoDBStreamsPollingConfig(adapter);
        polling.idleTimeBetweenReadsInMillis(reading.idle().toMillis());
        polling.maxRecords(reading.maxRecords());
        polling.dataFetcherProvider(fetchers);
        polling.recordsFetcherFactory(new FetcherThreads());
        return polling;
    }

    private static StreamTracker tracker(StreamArn stream) {
        return StreamsSchedulerFactory.createSingleStreamTracker(
                stream.value(),
                InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
    }

    /** A client that KCL wants to have and, since it counts nothing, does not call. */
    private static final class NoCloudWatch implements CloudWatchAsyncClient {
        @Override
        public String serviceName() {
            return "none";
        }

        @Override
        public void close() {}
    }
}
