package dev.afterimage.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise for tables of which changes were lost: whatever comes first, the reading or a change, and whatever crashes,
 * projections end as the table is, and the audit log is continuous.
 *
 * <p>{@code -Dsimulation.seeds=…} runs so many seeds; {@code -Drepair.seed=…} runs one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RepairSimulationTest {
    private static final int SEEDS_OF_EACH_FAULT = 20;
    private static final int SEEDS = 300;

    /** What is given up is in no projection, so these would not be what the table is. */
    private static final EnumSet<Fault> FAULTS =
            EnumSet.complementOf(EnumSet.of(Fault.DISCARD, Fault.SMALL_PARKING_LOT, Fault.PASSING_REFUSAL));

    @Test
    void without_faults_projections_and_log_are_repaired() {
        Seeds.run(SEEDS_OF_EACH_FAULT, Scenario::of, RepairSimulation::run);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void projections_and_log_are_repaired_despite(Fault fault) {
        if (FAULTS.contains(fault)) {
            Seeds.run(SEEDS_OF_EACH_FAULT, seed -> Scenario.of(seed, fault), RepairSimulation::run);
        }
    }

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void projections_and_log_are_repaired_despite_some_faults() {
        Optional<Long> only = Optional.ofNullable(Long.getLong("repair.seed"));
        if (only.isPresent()) {
            Seeds.run(some(only.get()), RepairSimulation::run);
        } else {
            Seeds.run(Long.getLong("simulation.seeds", SEEDS), RepairSimulationTest::some, RepairSimulation::run);
        }
    }

    private static Scenario some(long seed) {
        Random random = new Random(~seed);
        int share = 1 + random.nextInt(4);
        List<Fault> some =
                FAULTS.stream().filter(fault -> random.nextInt(4) < share).toList();
        return new Scenario(seed, some, Scale.FULL);
    }
}
