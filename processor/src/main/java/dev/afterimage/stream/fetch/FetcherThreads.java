package dev.afterimage.stream.fetch;

import java.util.concurrent.Executors;
import software.amazon.kinesis.metrics.MetricsFactory;
import software.amazon.kinesis.retrieval.GetRecordsRetrievalStrategy;
import software.amazon.kinesis.retrieval.RecordsPublisher;
import software.amazon.kinesis.retrieval.ThrottlingReporter;
import software.amazon.kinesis.retrieval.polling.PrefetchRecordsPublisher;
import software.amazon.kinesis.retrieval.polling.SimpleRecordsFetcherFactory;
import software.amazon.kinesis.retrieval.polling.SleepTimeController;

/**
 * KCL's prefetching, one thread for each shard, on virtual threads: hundreds of them cost no more than what they hold. They
 * wait in their fetcher, and nowhere else.
 */
public final class FetcherThreads extends SimpleRecordsFetcherFactory {
    private static final SleepTimeController NO_SLEEP = last -> 0;
    private static final int THROTTLES_BEFORE_ERROR = 5;

    /** Between two looks of a fetcher whether its full queue has been taken from. */
    private static final long LOOK_MILLIS = 50;

    /** A fetcher that is told to stop wakes by itself; this long its call in flight may take. */
    private static final long END_MILLIS = 1000;

    @Override
    public RecordsPublisher createRecordsFetcher(
            GetRecordsRetrievalStrategy strategy,
            String shard,
            MetricsFactory metrics,
            int maxRecords,
            SleepTimeController unused) {
        return new PrefetchRecordsPublisher(
                maxPendingProcessRecordsInput(),
                maxByteSize(),
                maxRecordsCount(),
                maxRecords,
                strategy,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("fetch-" + shard).factory()),
                LOOK_MILLIS,
                0,
                metrics,
                "ProcessTask",
                shard,
                new ThrottlingReporter(THROTTLES_BEFORE_ERROR, shard),
                END_MILLIS,
                NO_SLEEP);
    }
}
