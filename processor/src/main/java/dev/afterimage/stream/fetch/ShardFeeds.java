package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The feed of each shard that is being fetched. Thread-safe. */
public final class ShardFeeds {
    private final FetchBudget budget;
    private final InstantSource clock;
    private final Map<ShardId, ShardFeed> feeds = new ConcurrentHashMap<>();

    /** Feeds that share this budget with those of the worker's other tables. */
    public ShardFeeds(FetchBudget budget, InstantSource clock) {
        this.budget = budget;
        this.clock = clock;
    }

    /** The shard's present feed; one that has fetched nothing where there is none. */
    public ShardFeed of(ShardId shard) {
        return feeds.computeIfAbsent(shard, absent -> new ShardFeed(absent, budget, clock));
    }

    public List<ShardFeed> all() {
        return List.copyOf(feeds.values());
    }

    /** Starts a new feed in the place of the shard's present one. */
    ShardFeed renew(ShardId shard) {
        ShardFeed feed = new ShardFeed(shard, budget, clock);
        Optional.ofNullable(feeds.put(shard, feed)).ifPresent(ShardFeed::close);
        return feed;
    }

    /** Closes and forgets a feed. The shard may have another by now. */
    public void forget(ShardFeed feed) {
        feed.close();
        feeds.remove(feed.shard(), feed);
    }
}
