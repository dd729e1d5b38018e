package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The feed of each shard that is being fetched. Thread-safe. */
public final class ShardFeeds {
    private final Map<ShardId, ShardFeed> feeds = new ConcurrentHashMap<>();

    /** The shard's present feed; one that has fetched nothing where there is none. */
    public ShardFeed of(ShardId shard) {
        return feeds.computeIfAbsent(shard, ShardFeed::new);
    }

    /** Starts a new feed in the place of the shard's present one. */
    ShardFeed renew(ShardId shard) {
        ShardFeed feed = new ShardFeed(shard);
        feeds.put(shard, feed);
        return feed;
    }

    /** Forgets a feed, unless the shard has another by now. */
    public void forget(ShardFeed feed) {
        feeds.remove(feed.shard(), feed);
    }
}
