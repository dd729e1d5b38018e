package dev.afterimage.demo.bench;

import dev.afterimage.cli.Failure;
import dev.afterimage.demo.fleet.WorkFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long lanes stand still when workers come and go. */
@Command(
        name = "leases",
        description = {
            "Measure how long lanes stand still when workers come and go, and when shards roll.",
            "Workers are processes of their own, on an embedded DynamoDB, with the lease times for AWS and with those"
                    + " for the embedded one. A standby is there each time; the times are those of single lanes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  afterimage bench leases", "  afterimage bench leases --rounds 5"})
final class LeasesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw Failure.usage("a bench needs a round at least");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (WorkFolder folder = WorkFolder.create()) {
            for (LeaseTimes times : LeaseTimes.values()) {
                List<HandOvers.Round> measured = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    try (HandOvers handOvers = new HandOvers(times, folder.path())) {
                        measured.add(handOvers.measure());
                    }
                }
                print(out, times, measured);
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, LeaseTimes times, List<HandOvers.Round> rounds) {
        out.printf(
                Locale.ROOT,
                "lease times %s (a lease lasts %d s), seconds:      median     max%n",
                times.name().toLowerCase(Locale.ROOT),
                times.settings().leasing().failover().toSeconds());
        line(out, "SIGTERM, until the standby commits", rounds, HandOvers.Round::stopped);
        line(out, "SIGKILL, until the standby commits", rounds, HandOvers.Round::killed);
        line(out, "a worker's start, until it reads", rounds, round -> List.of(round.joined()));
        line(out, "a shard's end, until its child's first commit", rounds, HandOvers.Round::rolled);
        out.println("  lanes of tables with one open shard that a joining worker was given: "
                + rounds.stream().mapToInt(HandOvers.Round::share).sum() + " of "
                + rounds.stream().mapToInt(round -> round.rolled().size()).sum());
        out.flush();
    }

    private static void line(
            PrintWriter out,
            String what,
            List<HandOvers.Round> rounds,
            Function<HandOvers.Round, List<Duration>> times) {
        List<Duration> sorted = rounds.stream()
                .flatMap(round -> times.apply(round).stream())
                .sorted()
                .toList();
        out.printf(
                Locale.ROOT,
                "  %-48s %6.2f  %6.2f%n",
                what,
                sorted.get(sorted.size() / 2).toMillis() / 1e3,
                sorted.getLast().toMillis() / 1e3);
    }
}
