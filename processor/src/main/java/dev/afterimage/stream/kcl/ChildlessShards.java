package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamShard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds shards that nobody would ever read. The adapter leases open shards and those that they come from; one that has
 * ended and that no other goes on from is neither. Pure.
 *
 * @param held the shards that the stream holds
 * @param leased the shards that have a lease
 * @param stored the positions of the table's lanes
 */
record ChildlessShards(List<StreamShard> held, Set<ShardId> leased, List<Position> stored) {
    List<StreamShard> find() {
        Set<ShardId> seenTo = new HashSet<>(leased);
        held.forEach(shard -> shard.parent().ifPresent(seenTo::add));
        stored.stream()
                .filter(Position::closed)
                .forEach(position -> seenTo.add(position.lane().shard()));
        return held.stream().filter(shard -> !seenTo.contains(shard.id())).toList();
    }
}
