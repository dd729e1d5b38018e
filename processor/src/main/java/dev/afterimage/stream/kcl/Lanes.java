package dev.afterimage.stream.kcl;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lanes of one stream that this worker follows at present. Thread-safe. */
final class Lanes {
    private final FollowedStream stream;
    private final Following following;
    private final LeaseHold leases;
    private final Set<FollowedLane> lanes = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Lanes(FollowedStream stream, Following following, LeaseHold leases) {
        this.stream = stream;
        this.following = following;
        this.leases = leases;
    }

    /** A new lane of this shard, of which that much has been noted as done. */
    FollowedLane add(ShardId shard, Optional<SequenceNumber> checkpoint) {
        FollowedLane lane = new FollowedLane(shard, checkpoint, stream, following, leases);
        lanes.add(lane);
        if (stopped) {
            lane.stop();
        }
        return lane;
    }

    void remove(FollowedLane lane) {
        lanes.remove(lane);
    }

    /** Whether none is followed; a shard that waits for its parent has no lane yet. */
    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Stops every lane, also those that are still to come. */
    void stop() {
        stopped = true;
        lanes.forEach(FollowedLane::stop);
    }

    /** How each is, and each that is still to be opened though its lease is held. */
    List<LaneHealth> health() {
        List<LaneHealth> followed = lanes.stream().flatMap(FollowedLane::health).toList();
        Set<ShardId> open =
                followed.stream().map(health -> health.lane().shard()).collect(Collectors.toSet());
        Stream<LaneHealth> opening = stream.feeds().all().stream()
                .filter(feed -> !open.contains(feed.shard()) && leases.holds(feed.shard()))
                .map(feed -> LaneHealth.opening(stream.lane(feed.shard()), feed.reading()));
        return Stream.concat(followed.stream(), opening)
                .sorted(Comparator.comparing(LaneHealth::lane))
                .toList();
    }
}
