package dev.afterimage.stream.kcl;

import dev.afterimage.lane.ShardId;

/** A worker's hold on the leases of a stream's shards, as it knows it without asking anybody. Thread-safe. */
interface LeaseHold {
    boolean holds(ShardId shard);

    /** Lets go of a lease. Its shard is then opened anew, here or by another worker, where its position says. */
    void drop(ShardId shard);

    /** A shard is done with, so that those that go on from it may be followed. */
    void ended(ShardId shard);
}
