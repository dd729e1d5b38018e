package dev.afterimage.simulation;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise, put to the test: every change takes effect exactly once, whatever crashes, repeats or overlaps. A failure
 * names its seed; {@code -Dsimulation.seed=…} runs that one alone.
 */
final class PipelineSimulationTest {
    private static final int SEEDS_OF_EACH_FAULT = 60;
    private static final int SEEDS_OF_ALL_FAULTS = 1_000;

    @Test
    void workers_that_only_compete_apply_every_change_once() throws InterruptedException {
        run(SEEDS_OF_EACH_FAULT, List.of());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void every_change_takes_effect_once_despite(Fault fault) throws InterruptedException {
        run(SEEDS_OF_EACH_FAULT, List.of(fault));
    }

    @Test
    void every_change_takes_effect_once_despite_all_faults_together() throws InterruptedException {
        run(SEEDS_OF_ALL_FAULTS, List.of(Fault.values()));
    }

    private static void run(int seeds, List<Fault> faults) throws InterruptedException {
        Long only = Long.getLong("simulation.seed");
        long[] chosen = only == null ? LongStream.range(0, seeds).toArray() : new long[] {only};
        for (long seed : chosen) {
            try {
                new Simulation(seed, faults).run();
            } catch (AssertionError failure) {
                throw new AssertionError(
                        "with seed " + seed + " and the faults " + faults + ": " + failure.getMessage(), failure);
            }
        }
    }
}
