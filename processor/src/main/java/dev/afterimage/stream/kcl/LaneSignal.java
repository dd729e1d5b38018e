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

    private final StopSwitch stop = new StopSwitch();
    private volatile boolean told;
    private final LeaseHold leases;
    private final ShardId shard;

    LaneSignal(LeaseHold leases, ShardId shard) {
        this.leases = leases;
        this.shard = shard;
    }

    /** Whether somebody else told the lane to stop. */
    boolean told() {
        return told || Thread.currentThread().isInterrupted();
    }

    void raise() {
        told = true;
        stop.raise();
    }

    /** Stops all of the lane since a part of it has stopped by itself. */
    void breakOff() {
        stop.raise();
    }

    @Override
    public boolean raised() {
        return stop.raised() || !leases.holds(shard);
    }

    @Override
    public boolean pause(Duration duration) {
        Duration left = duration;
        while (left.compareTo(BETWEEN_LOOKS) > 0) {
            if (!stop.pause(BETWEEN_LOOKS) || !leases.holds(shard)) {
                return false;
            }
            left = left.minus(BETWEEN_LOOKS);
        }
        return stop.pause(left) && leases.holds(shard);
    }
}
