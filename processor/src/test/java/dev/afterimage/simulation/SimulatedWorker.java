package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.telemetry.LaneTallies;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Follows one shard to its end, with no lease at all: beside others that do the same. When it crashes or is stopped it
 * starts again at the shard's checkpoint, which may lag far behind.
 */
final class SimulatedWorker implements Runnable {
    private final SimulatedStream.Shard shard;
    private final Checkpoint checkpoint;
    private final BooleanSupplier parentEnded;
    private final BiFunction<LaneTallies, StopSignal, ChangePipeline> pipelines;
    private final Faults faults;
    private final Turns turns;

    /** How many records of a shard are known to be applied; shared by its workers. */
    static final class Checkpoint {
        private int records;
    }

    SimulatedWorker(
            SimulatedStream.Shard shard,
            Checkpoint checkpoint,
            BooleanSupplier parentEnded,
            BiFunction<LaneTallies, StopSignal, ChangePipeline> pipelines,
            Faults faults,
            Turns turns) {
        this.shard = shard;
        this.checkpoint = checkpoint;
        this.parentEnded = parentEnded;
        this.pipelines = pipelines;
        this.faults = faults;
        this.turns = turns;
    }

    @Override
    public void run() {
        while (!parentEnded.getAsBoolean()) {
            turns.pass();
        }
        boolean ended = false;
        while (!ended) {
            try {
                ended = follow();
            } catch (Crash crash) {
                turns.pass();
            }
        }
    }

    private boolean follow() {
        LaneTallies tallies = new LaneTallies(InstantSource.system());
        ChangePipeline pipeline = pipelines.apply(tallies, new Stop());
        if (!pipeline.open()) {
            return false;
        }
        int next = checkpoint.records;
        while (next < shard.changes().size()) {
            int end = Math.min(shard.changes().size(), next + 1 + faults.below(9));
            if (!pipeline.apply(batch(next, end))) {
                return false;
            }
            assertThat(tallies.snapshot().totals().pending()).isZero();
            next = end;
            if (faults.oneIn(3)) {
                checkpoint.records = next;
            }
        }
        return pipeline.close();
    }

    private List<Change> batch(int from, int to) {
        List<Change> batch = new ArrayList<>(shard.changes().subList(from, to));
        if (faults.strikes(Fault.REPEATED_RECORDS)) {
            batch.addAll(shard.changes().subList(faults.below(to), to));
        }
        return batch;
    }

    /** Others come first during pauses; now and then this worker is to stop. */
    private final class Stop implements StopSignal {
        private boolean raised;

        @Override
        public boolean raised() {
            raised |= faults.strikes(Fault.GRACEFUL_STOP);
            return raised;
        }

        @Override
        public boolean pause(Duration duration) {
            turns.pass();
            return !raised();
        }
    }
}
