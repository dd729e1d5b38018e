package dev.afterimage.app;

import dev.afterimage.dynamo.Lease;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.StreamShard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds which lanes there are. Pure.
 *
 * @param leases those of every source
 * @param stored every stored position
 * @param held the shards that the sources' streams hold; those of a table that nobody has ever followed count for nothing
 */
record LaneCensus(List<Lease> leases, List<Position> stored, List<StreamShard> held) {
    /** A lane, where it stands, and its shard's lease. */
    record Found(Position position, Optional<Lease> lease) {}

    /** The lanes, in their order. One that has committed nothing stands at the start. */
    List<Found> lanes() {
        Map<Lane, Lease> leaseOf = new HashMap<>();
        leases.forEach(lease -> leaseOf.put(lease.lane(), lease));
        Map<Lane, Position> positions = new TreeMap<>();
        leases.forEach(lease -> positions.put(lease.lane(), Position.start(lease.lane())));
        stored.stream()
                .filter(position -> !position.lane().isInternal())
                .forEach(position -> positions.put(position.lane(), position));
        // Of the shards that followed after the last worker had gone, there is neither lease nor position.
        held.stream()
                .map(StreamShard::lane)
                .filter(lane -> positions.keySet().stream()
                        .anyMatch(known -> known.table().equals(lane.table())))
                .toList()
                .forEach(lane -> positions.putIfAbsent(lane, Position.start(lane)));
        List.copyOf(positions.values()).stream()
                .filter(position -> position.parts() > 1)
                .forEach(whole -> divide(whole, positions));
        return positions.values().stream()
                .map(position -> new Found(
                        position,
                        Optional.ofNullable(leaseOf.get(position.lane().whole()))))
                .toList();
    }

    /** The position of a divided shard says nothing that those of its parts do not. */
    private static void divide(Position whole, Map<Lane, Position> positions) {
        positions.remove(whole.lane());
        LanePart.all(whole.parts()).stream()
                .map(part -> whole.lane().part(part))
                .forEach(part -> positions.putIfAbsent(part, Position.start(part)));
    }
}
