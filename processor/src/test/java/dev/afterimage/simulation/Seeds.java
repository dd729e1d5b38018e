package dev.afterimage.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Runs many scenarios, as many at once as there are processors, and tells of the first that fails. */
final class Seeds {
    private static final long SHRINKING_NANOS = 10_000_000_000L;

    private Seeds() {}

    /** Throws what people need to see of a failure: what repeats it, and the shortest history that was found. */
    static void run(long seeds, LongFunction<Scenario> scenarios) {
        run(seeds, scenarios, Simulation::run);
    }

    /** The same of another simulation, which answers what went wrong. */
    static void run(long seeds, LongFunction<Scenario> scenarios, Function<Scenario, Optional<Failure>> simulation) {
        AtomicBoolean failed = new AtomicBoolean();
        AtomicLong runs = new AtomicLong();
        Optional<Failure> failure = LongStream.range(0, seeds)
                .parallel()
                .filter(seed -> !failed.get())
                .mapToObj(scenarios)
                .peek(scenario -> runs.incrementAndGet())
                .map(simulation)
                .flatMap(Optional::stream)
                .peek(found -> failed.set(true))
                .findAny();
        System.out.println("simulation: " + runs + " runs");
        failure.ifPresent(found -> tell(found, simulation));
    }

    static void run(Scenario scenario) {
        run(scenario, Simulation::run);
    }

    static void run(Scenario scenario, Function<Scenario, Optional<Failure>> simulation) {
        simulation.apply(scenario).ifPresent(found -> tell(found, simulation));
    }

    private static void tell(Failure failure, Function<Scenario, Optional<Failure>> simulation) {
        long deadline = System.nanoTime() + SHRINKING_NANOS;
        Failure smallest = new Shrinking(simulation, () -> System.nanoTime() > deadline).smallest(failure);
        List<String> history = smallest.history();
        throw new AssertionError(
                "with " + failure.scenario() + "\n" + failure.reason() + "\n\nThe shortest history found, "
                        + history.size() + " events, is that of " + smallest.scenario() + "\n"
                        + String.join("\n", history) + "\n" + smallest.reason(),
                smallest.error());
    }
}
