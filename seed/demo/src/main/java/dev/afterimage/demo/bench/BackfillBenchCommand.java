package dev.afterimage.demo.bench;

import dev.afterimage.cli.Failure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a backfill beside a raw ceiling, and what it costs the live lanes. */
@Command(
        name = "backfill",
        description = {
            "Measure a backfill beside the raw ceiling, and how fresh the lanes stay meanwhile.",
            "The ceiling reads the same segments and writes two rows for each item, in transactions as large as can be."
                    + " What counts are the ratios: the embedded DynamoDB is not AWS."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  afterimage bench backfill", "  afterimage bench backfill --items 2000 --rounds 1"})
final class BackfillBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "How many items are put before the stream, a quarter of them twice (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "4",
            description = "In how many segments they are read (default: ${DEFAULT-VALUE}).")
    private int segments;

    @Option(
            names = "--items-a-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many items a second may be loaded; 0 for no limit (default: ${DEFAULT-VALUE}).")
    private int itemsASecond;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often it is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() {
        if (items < 1 || rounds < 1 || segments < 1) {
            throw Failure.usage("a bench needs an item, a segment and a round at least");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (int round = 1; round <= rounds; round++) {
            try (BackfillRound bench = new BackfillRound(items, segments, itemsASecond)) {
                print(out, round, bench.measure());
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, int round, BackfillRound.Result result) {
        out.printf(
                Locale.ROOT,
                "round %d: backfill %.0f items/s; raw ceiling beside the same worker %.0f items/s, %.0f %% of it;"
                        + " alone %.0f items/s, %.0f %% of it%n",
                round,
                result.loaded(),
                result.beside(),
                100 * result.loaded() / result.beside(),
                result.alone(),
                100 * result.loaded() / result.alone());
        out.println("  write to commit of a live change: without a backfill " + text(result.without()) + ", during it "
                + text(result.with()));
        out.flush();
    }

    private static String text(List<Duration> delays) {
        return delays.isEmpty() ? "none" : "p50 " + at(delays, 0.5) + " ms, p95 " + at(delays, 0.95) + " ms";
    }

    private static long at(List<Duration> delays, double share) {
        return delays.get((int) Math.min(delays.size() - 1L, Math.round(share * delays.size())))
                .toMillis();
    }
}
