package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fetch.ShardFeeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One table's stream as it is followed.
 *
 * @param partitionKey the name of the table's partition key, by which a shard is divided
 * @param start older changes are dropped; empty where none are
 * @param checkpointEvery how often a lane notes its progress in its lease
 */
record FollowedStream(
        StreamSource source,
        String partitionKey,
        StreamReader reader,
        Optional<Instant> start,
        ShardFeeds feeds,
        Duration checkpointEvery) {
    Lane lane(ShardId shard) {
        return new Lane(source.table(), shard);
    }

    /** The shard with its parent, by asking the service. */
    StreamShard describe(ShardId shard) {
        return reader.shards().stream()
                .filter(listed -> listed.id().equals(shard))
                .findFirst()
                .orElseGet(() -> new StreamShard(reader.stream(), shard, Optional.empty()));
    }
}
