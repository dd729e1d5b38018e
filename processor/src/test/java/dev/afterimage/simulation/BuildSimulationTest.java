package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise for versions: whoever builds, pauses, resumes, drops and switches them, before, during and after a backfill and
 * beside lanes, and whatever crashes, each version ends as the table is, and the audit log has each change once.
 *
 * <p>{@code -Dsimulation.seeds=…} runs so many seeds; {@code -Dsimulation.seed=…} with
 * {@code -Dsimulation.faults=…} and {@code -Dsimulation.scale=…} runs one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class BuildSimulationTest {
    private static final int SEEDS_OF_EACH_FAULT = 20;
    private static final int SEEDS = 300;

    @Test
    void without_faults_versions_end_as_the_table_is() {
        Seeds.run(SEEDS, Scenario::of, BackfillSimulation::runWithBuilds);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void versions_end_as_the_table_is_despite(Fault fault) {
        if (BackfillSimulationTest.FAULTS.contains(fault)) {
            Seeds.run(SEEDS_OF_EACH_FAULT, seed -> Scenario.of(seed, fault), BackfillSimulation::runWithBuilds);
        }
    }

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void versions_end_as_the_table_is_despite_some_faults() {
        Optional<Scenario> only = Scenario.chosen();
        if (only.isPresent()) {
            Seeds.run(BackfillSimulationTest.possible(only.get()), BackfillSimulation::runWithBuilds);
        } else {
            Seeds.run(
                    Long.getLong("simulation.seeds", SEEDS),
                    BackfillSimulationTest::some,
                    BackfillSimulation::runWithBuilds);
        }
    }

    @Test
    void a_seed_repeats_its_history_exactly() {
        Scenario scenario = BackfillSimulationTest.some(7);

        assertThat(BackfillSimulation.history(scenario)).isEqualTo(BackfillSimulation.history(scenario));
    }
}
