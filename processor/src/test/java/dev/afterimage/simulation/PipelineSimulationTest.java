package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise, put to the test: every change takes effect exactly once and in its item's order, whatever crashes,
 * repeats, overlaps, is parked and redriven. A failure prints what repeats it, and the shortest history found.
 *
 * <p>{@code -Dsimulation.seeds=…} runs so many seeds with faults of their choice; {@code -Dsimulation.seed=…} with
 * {@code -Dsimulation.faults=…} and {@code -Dsimulation.scale=…} runs one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PipelineSimulationTest {
    private static final int SEEDS_OF_EACH_FAULT = 40;
    private static final int SEEDS_OF_ALL_FAULTS = 300;
    private static final int SEEDS_OF_SOME_FAULTS = 2_000;

    @Test
    void without_faults_every_change_takes_effect_once() {
        Seeds.run(SEEDS_OF_EACH_FAULT, Scenario::of);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void every_change_takes_effect_once_despite(Fault fault) {
        Seeds.run(SEEDS_OF_EACH_FAULT, seed -> Scenario.of(seed, fault));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void every_change_takes_effect_once_or_is_redriven_once_despite(Fault fault) {
        Seeds.run(
                SEEDS_OF_EACH_FAULT,
                seed -> Scenario.of(
                        seed,
                        Stream.concat(
                                        Stream.of(fault),
                                        Stream.of(Fault.POISONED_CHANGE, Fault.LEASE_THEFT, Fault.EARLY_OPERATOR))
                                .distinct()
                                .toArray(Fault[]::new)));
    }

    @Test
    void every_change_takes_effect_once_despite_all_faults_together() {
        Seeds.run(SEEDS_OF_ALL_FAULTS, seed -> Scenario.of(seed, Fault.values()));
    }

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void every_change_takes_effect_once_despite_some_faults() {
        Optional<Scenario> only = Scenario.chosen();
        if (only.isPresent()) {
            Seeds.run(only.get());
        } else {
            Seeds.run(Long.getLong("simulation.seeds", SEEDS_OF_SOME_FAULTS), Scenario::ofSome);
        }
    }

    @Test
    void a_seed_repeats_its_history_exactly() {
        Scenario scenario = Scenario.of(7, Fault.values());

        assertThat(Simulation.history(scenario)).isEqualTo(Simulation.history(scenario));
    }
}
