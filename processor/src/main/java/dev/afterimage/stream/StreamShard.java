package dev.afterimage.stream;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.util.Optional;

/**
 * A shard, and where it comes from.
 *
 * @param parent the shard that it goes on from; empty for the first of a stream
 */
public record StreamShard(StreamArn stream, ShardId id, Optional<ShardId> parent) {
    public Lane lane() {
        return new Lane(stream.table(), id);
    }
}
