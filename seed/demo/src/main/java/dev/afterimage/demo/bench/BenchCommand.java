package dev.afterimage.demo.bench;

import dev.afterimage.cli.Failure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the worker beside a raw ceiling and a naive consumer, in one run. */
@Command(
        name = "bench",
        description = {
            "Measure the worker on an embedded DynamoDB, beside a raw ceiling and a naive consumer.",
            "The ceiling sends the worker's own transactions again, made beforehand; the naive consumer sends one"
                    + " transaction for each change. What counts are the ratios: the embedded DynamoDB is not AWS."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage bench",
            "  afterimage bench --changes 5000 --rounds 1",
            "  afterimage bench --lanes-only",
            "  afterimage bench leases",
            "  afterimage bench backfill"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Duration NEAR = Duration.ZERO;
    private static final Duration FAR = Duration.ofMillis(10);
    private static final Duration VERY_FAR = Duration.ofMillis(100);
    private static final int WARM_UP = 4_000;
    private static final List<Integer> LANES = List.of(1, 4, 8);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "20000",
            description = "The backlog to catch up with (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often the contenders run, one after the other (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--writes",
            paramLabel = "N",
            defaultValue = "200",
            description = "The writes whose freshness is measured (default: ${DEFAULT-VALUE}).")
    private int writes;

    @Option(names = "--lanes-only", description = "Compare one lane a shard with several, and nothing else.")
    private boolean lanesOnly;

    /** The verb with those below it. */
    public static CommandLine withSubcommands() {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new LeasesCommand())
                .addSubcommand(new BackfillBenchCommand());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (changes < 100 || rounds < 1 || writes < 1) {
            throw Failure.usage("a bench needs 100 changes, a round and a write at least");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!lanesOnly) {
            catchUp(out);
        }
        lanes(out);
        if (!lanesOnly) {
            freshness(out);
            engine(out);
        }
        return 0;
    }

    private void catchUp(PrintWriter out) throws InterruptedException {
        out.println("catching up with " + changes + " changes, changes a second (embedded DynamoDB):");
        try (CatchUp warmUp = CatchUp.with(new Backlog(WARM_UP))) {
            warmUp.raw(warmUp.worker(NEAR).plans(), NEAR);
            warmUp.naive(WARM_UP / 10, NEAR);
        }
        compare(NEAR, rounds, out);
        out.println("the same with " + FAR.toMillis() + " ms added to each write call:");
        compare(FAR, 1, out);
    }

    private void compare(Duration distance, int times, PrintWriter out) throws InterruptedException {
        List<Double> toCeiling = new ArrayList<>();
        List<Double> toNaive = new ArrayList<>();
        for (int round = 1; round <= times; round++) {
            try (CatchUp database = CatchUp.with(new Backlog(changes))) {
                Measured worker = database.worker(distance);
                Measured raw = database.raw(worker.plans(), distance);
                Measured naive = database.naive(changes / 10, distance);
                toCeiling.add(worker.perSecond() / raw.perSecond());
                toNaive.add(worker.perSecond() / naive.perSecond());
                print(out, "  raw %,.0f   worker %,.0f   naive %,.0f", raw, worker, naive);
                if (round == times) {
                    consumed(out, "worker", worker);
                    consumed(out, "naive", naive);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "  median: %.0f %% of the ceiling, %.1f times the naive consumer%n",
                100 * median(toCeiling),
                median(toNaive));
        out.flush();
    }

    /** What several lanes a shard make of commits that are far away. */
    private void lanes(PrintWriter out) throws InterruptedException {
        out.println("the worker by lanes a shard:");
        try (CatchUp database = CatchUp.with(new Backlog(changes))) {
            database.weightless(Duration.ZERO, 1);
            for (Duration distance : List.of(FAR, VERY_FAR)) {
                String where = "each commit takes " + distance.toMillis() + " ms and holds its rows meanwhile";
                compareLanes(where, out, lanes -> database.weightless(distance, lanes));
            }
            String where = "the embedded DynamoDB with " + FAR.toMillis() + " ms added to each commit";
            compareLanes(where, out, lanes -> database.worker(FAR, lanes));
        }
    }

    /** A worker that follows the shard in so many lanes. */
    private interface Contender {
        Measured run(int lanes) throws InterruptedException;
    }

    private void compareLanes(String where, PrintWriter out, Contender contender) throws InterruptedException {
        Map<Integer, List<Double>> speeds = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (int lanes : LANES) {
                Measured worker = contender.run(lanes);
                speeds.computeIfAbsent(lanes, key -> new ArrayList<>()).add(worker.perSecond());
                out.printf(
                        Locale.ROOT,
                        "  %s: %d lanes: %,.0f changes a second, %.4f requests a change, %d retries%n",
                        where,
                        lanes,
                        worker.perSecond(),
                        worker.requestsPerChange(),
                        worker.retries());
                out.flush();
            }
        }
        double one = median(speeds.getOrDefault(1, List.of()));
        speeds.forEach((lanes, speed) -> out.printf(
                Locale.ROOT, "  %s: median with %d lanes: %.2f times one lane%n", where, lanes, median(speed) / one));
        out.flush();
    }

    private static void print(PrintWriter out, String format, Measured raw, Measured worker, Measured naive) {
        out.printf(Locale.ROOT, format + "%n", raw.perSecond(), worker.perSecond(), naive.perSecond());
        out.flush();
    }

    private static void consumed(PrintWriter out, String name, Measured measured) {
        out.printf(
                Locale.ROOT,
                "  %s: a change takes %.4f requests and %.2f write units of tables (%.2f reported)%n",
                name,
                measured.requestsPerChange(),
                measured.unitsPerChange(),
                measured.reportedUnitsPerChange());
    }

    private void freshness(PrintWriter out) {
        List<Duration> times = QuietStream.measure(writes);
        out.printf(
                Locale.ROOT,
                "from a write on a quiet stream to its readable row: p50 %d ms, p99 %d ms (%d writes)%n",
                times.get(times.size() / 2).toMillis(),
                times.get(Math.min(times.size() - 1, times.size() * 99 / 100)).toMillis(),
                times.size());
        out.flush();
    }

    private static void engine(PrintWriter out) {
        Options options = new OptionsBuilder()
                .include(EngineBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            new Runner(options)
                    .run()
                    .forEach(result -> out.printf(
                            Locale.ROOT,
                            "the engine alone (decode, project, plan), one thread: %,.0f changes a second (± %,.0f)%n",
                            result.getPrimaryResult().getScore(),
                            result.getPrimaryResult().getScoreError()));
        } catch (RunnerException failed) {
            throw Failure.of("the engine could not be measured: " + failed.getMessage());
        }
        out.flush();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
