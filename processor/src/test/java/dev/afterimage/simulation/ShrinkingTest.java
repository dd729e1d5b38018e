package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ShrinkingTest {
    @Test
    void leaves_only_what_a_failure_needs() {
        Failure failure = fail(Scenario.of(7, Fault.values()));

        Scenario smallest =
                new Shrinking(ShrinkingTest::run, () -> false).smallest(failure).scenario();

        assertThat(smallest).isEqualTo(new Scenario(7, List.of(Fault.CONTENTION), new Scale(1, 5, 1, 0)));
    }

    @Test
    void stops_when_time_is_up() {
        Failure failure = fail(Scenario.of(7, Fault.values()));

        assertThat(new Shrinking(ShrinkingTest::run, () -> true).smallest(failure))
                .isEqualTo(failure);
    }

    @Test
    void a_scale_is_read_as_it_is_printed() {
        assertThat(Scale.parse(Scale.FULL.toString())).isEqualTo(Scale.FULL);
    }

    private static Optional<Failure> run(Scenario scenario) {
        boolean fails =
                scenario.faults().contains(Fault.CONTENTION) && scenario.scale().changes() >= 5 && scenario.seed() == 7;
        return fails ? Optional.of(fail(scenario)) : Optional.empty();
    }

    private static Failure fail(Scenario scenario) {
        return new Failure(scenario, new AssertionError("no"), List.of());
    }
}
