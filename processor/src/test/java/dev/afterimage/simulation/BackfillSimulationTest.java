package dev.afterimage.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise for tables that had items before they were followed: whatever comes first, the reading or a change, and
 * whatever crashes, projections end as the table is, and the audit log begins with what was there and has each change once.
 *
 * <p>{@code -Dsimulation.seeds=…} runs so many seeds; {@code -Dsimulation.seed=…} with
 * {@code -Dsimulation.faults=…} and {@code -Dsimulation.scale=…} runs one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class BackfillSimulationTest {
    private static final int SEEDS_OF_EACH_FAULT = 20;
    private static final int SEEDS = 300;

    /** What is given up is in no projection, so these would not be what the table is. */
    static final EnumSet<Fault> FAULTS =
            EnumSet.complementOf(EnumSet.of(Fault.DISCARD, Fault.SMALL_PARKING_LOT, Fault.PASSING_REFUSAL));

    @Test
    void without_faults_projections_end_as_the_table_is() {
        Seeds.run(SEEDS_OF_EACH_FAULT, Scenario::of, BackfillSimulation::run);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void projections_end_as_the_table_is_despite(Fault fault) {
        if (FAULTS.contains(fault)) {
            Seeds.run(SEEDS_OF_EACH_FAULT, seed -> Scenario.of(seed, fault), BackfillSimulation::run);
        }
    }

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void projections_end_as_the_table_is_despite_some_faults() {
        Optional<Scenario> only = Scenario.chosen();
        if (only.isPresent()) {
            Seeds.run(possible(only.get()), BackfillSimulation::run);
        } else {
            Seeds.run(Long.getLong("simulation.seeds", SEEDS), BackfillSimulationTest::some, BackfillSimulation::run);
        }
    }

    static Scenario some(long seed) {
        return possible(Scenario.ofSome(seed));
    }

    /** The same without the other faults. */
    static Scenario possible(Scenario scenario) {
        List<Fault> some = scenario.faults().stream().filter(FAULTS::contains).toList();
        return new Scenario(scenario.seed(), some, scenario.scale());
    }
}
