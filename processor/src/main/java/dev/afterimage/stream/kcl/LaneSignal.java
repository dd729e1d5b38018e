package dev.afterimage.stream.kcl;

import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;

/**
 * Stops a lane when it is told to, and when its lease is lost. KCL tells of a lost lease only when the lane's present
 * work is done, which may be never: a lane that waits for something to be mended has to look for itself.
 */
final class LaneSignal implements StopSignal {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final StopSwitch told = new StopSwitch();
    private final LeaseHold leases;
    private final ShardId shard;

    LaneSignal(LeaseHold leases, ShardId shard) {
        this.leases = leases;
        this.shard = shard;
    }

    boolean told() {
        return told.raised();
    }

    void raise() {
        told.raise();
    }

    @Override
    public boolean raised() {
        return told.raised() || !leases.holds(shard);
    }

    @Override
    public boolean pause(Duration duration) {
        Duration left = duration;
        while (left.compareTo(BETWEEN_LOOKS) > 0) {
            if (!told.pause(BETWEEN_LOOKS) || !leases.holds(shard)) {
                return false;
            }
            left = left.minus(BETWEEN_LOOKS);
        }
        return told.pause(left) && leases.holds(shard);
    }
}
