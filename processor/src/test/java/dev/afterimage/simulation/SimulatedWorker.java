package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.telemetry.LaneTallies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Follows one shard to its end, whenever it has the lease, and for a while after that was stolen. When it crashes or is
 * stopped it starts again at the shard's checkpoint, which may lag far behind.
 */
final class SimulatedWorker implements Runnable {
    private final SimulatedStream.Shard shard;
    private final Lease lease;
    private final World world;
    private final Supplier<LaneTallies> tallies;
    private final Function<LaneTallies, ChangePipeline> pipelines;

    SimulatedWorker(
            SimulatedStream.Shard shard,
            Lease lease,
            World world,
            Supplier<LaneTallies> tallies,
            Function<LaneTallies, ChangePipeline> pipelines) {
        this.shard = shard;
        this.lease = lease;
        this.world = world;
        this.tallies = tallies;
        this.pipelines = pipelines;
    }

    @Override
    public void run() {
        world.turns().until(() -> shard.parents().stream().allMatch(world.journal()::isClosed));
        while (!hasEnded()) {
            world.turns().until(() -> hasEnded() || lease.mayBeTaken());
            lease.take(this);
            world.history().note(() -> "takes the lease of " + shard.lane().id() + " at record " + lease.checkpoint());
            try {
                follow();
            } catch (Crash crash) {
                world.turns().pass();
            }
            lease.release(this);
        }
    }

    private boolean hasEnded() {
        return world.journal().isClosed(shard.lane());
    }

    private void follow() {
        int checkpoint = lease.checkpoint();
        LaneTallies counted = tallies.get();
        ChangePipeline pipeline = pipelines.apply(counted);
        if (pipeline.open() && applyAll(checkpoint, pipeline, counted)) {
            pipeline.close();
        }
        pipeline.leave();
        assertThat(counted.snapshot().totals().pending()).as("pending changes").isZero();
    }

    /** Answers whether the shard's end was reached. */
    private boolean applyAll(int checkpoint, ChangePipeline pipeline, LaneTallies counted) {
        int next = checkpoint;
        while (next < shard.changes().size()) {
            if (world.faults().strikes(Fault.LEASE_THEFT)) {
                lease.contest();
            }
            int end = Math.min(shard.changes().size(), next + 1 + world.faults().below(9));
            if ((!lease.isHeldBy(this) && world.faults().oneIn(4)) || !pipeline.apply(batch(next, end))) {
                return false;
            }
            assertThat(counted.snapshot().totals().pending())
                    .as("pending changes")
                    .isZero();
            next = end;
            if (world.faults().oneIn(3)) {
                lease.checkpoint(this, next);
            }
        }
        return true;
    }

    private List<Change> batch(int from, int to) {
        List<Change> batch = new ArrayList<>(shard.changes().subList(from, to));
        if (world.faults().strikes(Fault.REPEATED_RECORDS)) {
            batch.addAll(shard.changes().subList(world.faults().below(to), to));
        }
        return batch;
    }
}
