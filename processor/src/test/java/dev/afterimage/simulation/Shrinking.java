package dev.afterimage.simulation;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Looks for a shorter history that fails, too: one simplification after the other, as long as there is time. */
final class Shrinking {
    /** In a smaller world another seed may be the one that fails. */
    private static final int OTHER_SEEDS = 40;

    private final Function<Scenario, Optional<Failure>> run;
    private final BooleanSupplier timeIsUp;

    Shrinking(Function<Scenario, Optional<Failure>> run, BooleanSupplier timeIsUp) {
        this.run = run;
        this.timeIsUp = timeIsUp;
    }

    Failure smallest(Failure failure) {
        Failure smallest = failure;
        Optional<Failure> smaller = Optional.of(failure);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest.scenario());
        }
        return smallest;
    }

    private Optional<Failure> smaller(Scenario scenario) {
        return scenario.smaller()
                .flatMap(simpler -> LongStream.concat(LongStream.of(scenario.seed()), LongStream.range(0, OTHER_SEEDS))
                        .mapToObj(simpler::with))
                .takeWhile(simpler -> !timeIsUp.getAsBoolean())
                .map(run)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
