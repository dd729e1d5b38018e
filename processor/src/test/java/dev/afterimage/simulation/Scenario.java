package dev.afterimage.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a run depends on. */
record Scenario(long seed, List<Fault> faults, Scale scale) {
    Scenario {
        faults = List.copyOf(faults);
    }

    static Scenario of(long seed, Fault... faults) {
        return new Scenario(seed, List.of(faults), Scale.FULL);
    }

    /** The one that system properties ask for. */
    static Optional<Scenario> chosen() {
        return Optional.ofNullable(Long.getLong("simulation.seed")).map(seed -> {
            Scenario some = ofSome(seed);
            String faults = System.getProperty("simulation.faults");
            return new Scenario(
                    seed,
                    faults == null ? some.faults() : parse(faults),
                    Scale.parse(System.getProperty("simulation.scale", Scale.FULL.toString())));
        });
    }

    private static List<Fault> parse(String faults) {
        return Stream.of(faults.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Fault::valueOf)
                .toList();
    }

    /** With some faults, few or many, that are the seed's choice. */
    static Scenario ofSome(long seed) {
        Random random = new Random(~seed);
        int share = 1 + random.nextInt(4);
        List<Fault> some = EnumSet.allOf(Fault.class).stream()
                .filter(fault -> random.nextInt(4) < share)
                .toList();
        return new Scenario(seed, some, Scale.FULL);
    }

    /** Somewhat smaller ones: without one of the faults, or in a smaller world. */
    Stream<Scenario> smaller() {
        return Stream.concat(
                faults.stream().map(this::without),
                scale.smaller().map(smaller -> new Scenario(seed, faults, smaller)));
    }

    Scenario with(long otherSeed) {
        return new Scenario(otherSeed, faults, scale);
    }

    private Scenario without(Fault fault) {
        List<Fault> others = new ArrayList<>(faults);
        others.remove(fault);
        return new Scenario(seed, others, scale);
    }

    /** What repeats the run. */
    @Override
    public String toString() {
        return "-Dsimulation.seed=" + seed + " -Dsimulation.faults="
                + faults.stream().map(Fault::name).collect(Collectors.joining(",")) + " -Dsimulation.scale=" + scale;
    }
}
