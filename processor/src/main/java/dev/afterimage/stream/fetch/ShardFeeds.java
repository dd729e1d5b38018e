package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The feed of each shard that is being fetched. Thread-safe. */
public final class ShardFeeds {
    private final InstantSource clock;
    private final Map<ShardId, ShardFeed> feeds = new ConcurrentHashMap<>();

    public ShardFeeds(InstantSource clock) {
        this.clock = clock;
    }

    /** The shard's present feed; one that has fetched nothing where there is none. */
    public ShardFeed of(ShardId shard) {
        return feeds.computeIfAbsent(shard, absent -> new ShardFeed(absent, clock));
    }

    public List<ShardFeed> all() {
        return List.copyOf(feeds.values());
    }

    /** Starts a new feed in the place of the shard's present one. */
    ShardFeed renew(ShardId shard) {
        ShardFeed feed = new ShardFeed(shard, clock);
        feeds.put(shard, feed);
        return feed;
    }

    /** Forgets a feed, unless the shard has another by now. */
    public void forget(ShardFeed feed) {
        feeds.remove(feed.shard(), feed);
    }
}
