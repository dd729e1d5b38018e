package dev.afterimage.demo;

import dev.afterimage.app.Afterimage;
import dev.afterimage.config.Config;
import dev.afterimage.demo.report.Report;
import dev.afterimage.demo.wiring.Samples;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.seed.load.Lapsing;
import dev.afterimage.seed.load.LoadSettings;
import dev.afterimage.seed.load.LoadSizes;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.local.LocalSettings;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.seed.traffic.Traffic;
import dev.afterimage.seed.traffic.TrafficSettings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** The main job on one machine: embedded DynamoDB, sample tables and data, traffic, the worker, and the proof. */
final class Demo implements AutoCloseable {
    private static final LoadSizes SIZES = new LoadSizes(25, 3, 8, 2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** How long the lanes may take to drain; less where somebody is waiting for the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofMillis(1500);

    private final DemoSettings settings;
    private final Instant started = Instant.now();
    private final LocalDynamo local;
    private final AwsClients clients;
    private final Deque<Runnable> toClose = new ArrayDeque<>();
    private final Freshness freshness = new Freshness(InstantSource.system());

    private Demo(DemoSettings settings) {
        this.settings = settings;
        this.local = LocalDynamo.start(LocalSettings.inMemory().withPort(settings.port()));
        toClose.push(local::close);
        this.clients = AwsClients.open(AwsAccess.embedded(local.endpoint()));
        toClose.push(clients::close);
    }

    /** Starts the embedded DynamoDB, with sample tables that hold some data. */
    static Demo start(DemoSettings settings) throws InterruptedException {
        Demo demo = new Demo(settings);
        try {
            SampleTables.create(demo.clients.tables());
            demo.load();
            return demo;
        } catch (RuntimeException | InterruptedException failure) {
            demo.close();
            throw failure;
        }
    }

    String endpoint() {
        return local.endpoint().toString();
    }

    Afterimage startWorker(Config config) {
        Afterimage worker = Afterimage.start(config, freshness);
        toClose.push(worker::close);
        return worker;
    }

    /** Lets traffic and worker run until the time is over or the signal comes; then proves what has come of it. */
    Report run(Afterimage worker, StopSignal stop, LiveLine line) {
        TrafficSettings traffic =
                TrafficSettings.light().withRate(settings.rate()).withSeed(settings.seed());
        try (Traffic running = Traffic.start(clients.tables(), traffic, freshness)) {
            watch(worker, running, stop, line);
        }
        line.finish(freshness.first().map(Demo::sinceStart));
        Instant end = Instant.now();
        return Samples.inspection(clients.tables(), clients.streams(), started)
                .settled(() -> Instant.now().isBefore(end.plus(stop.raised() ? PATIENCE_WHEN_STOPPED : PATIENCE)));
    }

    private static Duration sinceStart(Instant moment) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return Duration.between(Instant.ofEpochMilli(start), moment);
    }

    private void watch(Afterimage worker, Traffic traffic, StopSignal stop, LiveLine line) {
        Duration length = settings.length().orElse(Duration.ofDays(365));
        Duration elapsed = Duration.ZERO;
        Instant begin = Instant.now();
        while (elapsed.compareTo(length) < 0 && stop.pause(BETWEEN_LOOKS)) {
            elapsed = Duration.between(begin, Instant.now());
            line.show(elapsed, worker.tallies().totals(), freshness.last());
            traffic.failure().ifPresent(failure -> {
                throw failure;
            });
            if (worker.ended().isDone()) {
                worker.ended().join();
            }
        }
    }

    /** Some of the items lapse while the demo runs. */
    private void load() throws InterruptedException {
        Lapsing lapsing = new Lapsing(0.1, started.plusSeconds(2), Duration.ofMinutes(2));
        Samples.load(clients.tables(), new LoadSettings(settings.seed(), SIZES, lapsing, 0));
    }

    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            toClose.pop().run();
        }
    }

    /** Prints where to look. */
    void introduce(PrintWriter out) {
        out.println("An embedded DynamoDB runs at " + endpoint() + ", with the tables "
                + String.join(
                        ", ", Samples.sources().stream().map(TableName::value).toList()) + ".");
        out.println("Fake users work on their to-do lists; the worker derives list_summary, user_lists and due_items.");
        out.println("Look at them from another terminal (the credentials are dummies):");
        out.println("  export AWS_ACCESS_KEY_ID=embedded AWS_SECRET_ACCESS_KEY=embedded AWS_REGION=us-east-1");
        out.println("  aws dynamodb scan --endpoint-url " + endpoint() + " --table-name list_summary --max-items 3");
        out.println(
                "  aws dynamodb scan --endpoint-url " + endpoint() + " --table-name afterimage_audit --max-items 3");
        out.println("  ./afterimage audit tail --endpoint " + endpoint());
        out.println("  ./afterimage expirations tail --endpoint " + endpoint());
        out.println("  ./afterimage status --endpoint " + endpoint());
        out.println();
        out.flush();
    }
}
