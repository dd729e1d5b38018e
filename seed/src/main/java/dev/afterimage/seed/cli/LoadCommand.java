package dev.afterimage.seed.cli;

import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.batch.BatchWriter;
import dev.afterimage.seed.load.Lapsing;
import dev.afterimage.seed.load.LoadReport;
import dev.afterimage.seed.load.LoadSettings;
import dev.afterimage.seed.load.LoadSizes;
import dev.afterimage.seed.load.Loader;
import dev.afterimage.seed.load.SampleData;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes sample data. */
@Command(
        name = "load",
        description = "Write made-up users, lists, guests and items. The same seed writes the same items; loading them"
                + " again changes nothing.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage seed load --endpoint http://127.0.0.1:8000",
            "  afterimage seed load --endpoint http://127.0.0.1:8000 --users 2000 --seed 7",
            "",
            "  # all of it lapses within ten minutes",
            "  afterimage seed load --endpoint http://127.0.0.1:8000 --expiring 1 \\",
            "      --expires-from $(date -u +%%FT%%TZ) --expires-within 10m",
            "",
            "On this machine, tables that are missing are created first."
        })
final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private EndpointOptions endpoint;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the items come from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many users (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--lists",
            paramLabel = "N",
            defaultValue = "3",
            description = "Lists for each user (default: ${DEFAULT-VALUE}).")
    private int lists;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items on each list (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--guests",
            paramLabel = "N",
            defaultValue = "2",
            description = "Guests of each list (default: ${DEFAULT-VALUE}).")
    private int guests;

    @Option(
            names = "--expiring",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share of items and guests with expires_at, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double expiring;

    @Option(
            names = "--expires-from",
            paramLabel = "TIME",
            defaultValue = "2031-01-01T00:00:00Z",
            description =
                    "The earliest expires_at (default: ${DEFAULT-VALUE}; the same on every day, as the items are).")
    private Instant expiresFrom = Lapsing.FROM;

    @Option(
            names = "--expires-within",
            paramLabel = "DURATION",
            defaultValue = "30d",
            converter = DurationConverter.class,
            description = "How long after it the latest one is (default: ${DEFAULT-VALUE}).")
    private Duration expiresWithin = Duration.ZERO;

    @Option(
            names = "--large-items",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "The share of items with a description of 50 to 190 KB, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double large;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many batches are under way at a time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws Exception {
        SampleData data = new SampleData(settings());
        return Explained.call(spec, () -> load(data));
    }

    private int load(SampleData data) throws InterruptedException {
        try (DynamoDbClient client = endpoint.open(threads + 2)) {
            endpoint.prepareTables(client);
            LongAdder written = new LongAdder();
            BatchWriter writer = new BatchWriter(client, new Backoff(new Random(), Backoff.Pause.sleeping()));
            long start = System.nanoTime();
            try (Progress _ =
                    Progress.show(spec.commandLine().getErr(), () -> state(written.sum(), data.size(), start))) {
                print(new Loader(writer, threads, written::add).load(data));
            }
        }
        return 0;
    }

    private LoadSettings settings() {
        try {
            if (threads < 1 || threads > 256) {
                throw new IllegalArgumentException("there are 1 to 256 threads, not " + threads);
            }
            return new LoadSettings(
                    seed,
                    new LoadSizes(users, lists, items, guests),
                    new Lapsing(expiring, expiresFrom, expiresWithin),
                    large);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private void print(LoadReport report) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "wrote %s items in %.1f s, %s a second%s%n",
                        Progress.count(report.written()),
                        report.took().toMillis() / 1000.0,
                        Progress.count(Math.round(report.itemsPerSecond())),
                        report.retried() == 0 ? "" : ", " + Progress.count(report.retried()) + " tried again");
        spec.commandLine().getOut().flush();
    }

    private static String state(long written, long total, long start) {
        double seconds = Math.max(0.001, (System.nanoTime() - start) / 1e9);
        return Progress.bar((double) written / total)
                + String.format(
                        Locale.ROOT,
                        " %d %%  %,d of %,d items  %,d items/s",
                        100 * written / total,
                        written,
                        total,
                        Math.round(written / seconds));
    }
}
