package dev.afterimage.stream.kcl;

import dev.afterimage.lane.ShardId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Leases that are held until they are taken away or dropped. */
final class FakeLeases implements LeaseHold {
    private final List<ShardId> dropped = new CopyOnWriteArrayList<>();
    private final List<ShardId> ended = new CopyOnWriteArrayList<>();
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

    /** The shards that were done with. */
    List<ShardId> ended() {
        return ended;
    }

    @Override
    public void ended(ShardId shard) {
        ended.add(shard);
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
