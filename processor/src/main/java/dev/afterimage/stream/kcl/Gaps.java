package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamShard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what was lost while no worker was there: compares what earlier ones have left with what the stream still holds.
 * Pure.
 *
 * @param stored the positions of the table's lanes
 * @param leased the shards that have a lease, and whether it says that they are done with
 * @param held the shards that the stream holds
 */
record Gaps(List<Position> stored, Map<ShardId, Boolean> leased, List<StreamShard> held) {
    /** What may be lost, for people; empty where nothing can be. */
    List<String> find() {
        List<String> gaps = new ArrayList<>();
        gaps.addAll(trimmedBeforeTheirEnd());
        gaps.addAll(trimmedUnseen());
        gaps.addAll(doneWithoutPosition());
        return gaps;
    }

    private List<String> trimmedBeforeTheirEnd() {
        Set<ShardId> ids = heldIds();
        return stored.stream()
                .filter(position ->
                        !position.closed() && !ids.contains(position.lane().shard()))
                .map(position -> "the stream no longer holds shard "
                        + position.lane().shard() + ", which was not read to its end")
                .toList();
    }

    /** A shard that is new to the workers, and whose parent they never saw: what is between is gone. */
    private List<String> trimmedUnseen() {
        Set<ShardId> seen = new HashSet<>(leased.keySet());
        stored.forEach(position -> seen.add(position.lane().shard()));
        if (seen.isEmpty()) {
            return List.of();
        }
        Set<ShardId> known = new HashSet<>(seen);
        known.addAll(heldIds());
        return held.stream()
                .filter(shard -> !seen.contains(shard.id()))
                .filter(shard ->
                        shard.parent().filter(parent -> !known.contains(parent)).isPresent())
                .map(shard ->
                        "the stream no longer holds shard " + shard.parent().orElseThrow()
                                + ", of which nothing was read; going on with its child " + shard.id())
                .toList();
    }

    private List<String> doneWithoutPosition() {
        Set<ShardId> closed = stored.stream()
                .filter(Position::closed)
                .map(position -> position.lane().shard())
                .collect(Collectors.toSet());
        return heldIds().stream()
                .filter(shard -> leased.getOrDefault(shard, false) && !closed.contains(shard))
                .map(shard -> "the lease of shard " + shard + " says that it is done with, but its position does not")
                .toList();
    }

    private Set<ShardId> heldIds() {
        return held.stream().map(StreamShard::id).collect(Collectors.toSet());
    }
}
