package dev.afterimage.stream.kcl;

import dev.afterimage.lane.ShardId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Leases that are held until they are taken away or dropped. */
final class FakeLeases implements LeaseHold {
    private final List<ShardId> dropped = new CopyOnWriteArrayList<>();
    private volatile boolean held = true;

    void takeAway() {
        held = false;
    }

    /** As after the shard has been opened anew. */
    void giveBack() {
        held = true;
    }

    List<ShardId> dropped() {
        return dropped;
    }

    @Override
    public boolean holds(ShardId shard) {
        return held;
    }

    @Override
    public void drop(ShardId shard) {
        dropped.add(shard);
        held = false;
    }
}
