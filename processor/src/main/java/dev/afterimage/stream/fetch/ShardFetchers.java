package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamReader;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.retrieval.DataFetcherProviderConfig;
import software.amazon.kinesis.retrieval.polling.DataFetcher;

/** Makes the fetchers of one stream's shards. Thread-safe. */
public final class ShardFetchers implements Function<DataFetcherProviderConfig, DataFetcher> {
    private final ShardFetcher.Source source;
    private final ShardFeeds feeds;

    /** Fetchers with this client, for the stream of this reader. */
    public ShardFetchers(
            DynamoDbStreamsClient client,
            StreamReader reader,
            int maxRecords,
            StreamListener listener,
            ShardFeeds feeds) {
        this.source = new ShardFetcher.Source(client, reader, maxRecords, listener);
        this.feeds = feeds;
    }

    @Override
    public DataFetcher apply(DataFetcherProviderConfig config) {
        return new ShardFetcher(source, feeds.renew(new ShardId(config.getShardId())), config.getStreamIdentifier());
    }
}
