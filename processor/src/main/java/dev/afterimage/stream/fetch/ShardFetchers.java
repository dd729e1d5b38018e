package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import java.util.function.Function;
import software.amazon.kinesis.retrieval.DataFetcherProviderConfig;
import software.amazon.kinesis.retrieval.polling.DataFetcher;

/** Makes the fetchers of one stream's shards. Thread-safe. */
public final class ShardFetchers implements Function<DataFetcherProviderConfig, DataFetcher> {
    private final FetchSource source;
    private final ShardFeeds feeds;

    public ShardFetchers(FetchSource source, ShardFeeds feeds) {
        this.source = source;
        this.feeds = feeds;
    }

    @Override
    public DataFetcher apply(DataFetcherProviderConfig config) {
        return new ShardFetcher(source, feeds.renew(new ShardId(config.getShardId())), config.getStreamIdentifier());
    }
}
