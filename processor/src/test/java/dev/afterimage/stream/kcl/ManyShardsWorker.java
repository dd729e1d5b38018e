package dev.afterimage.stream.kcl;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.pipeline.TimeLimit;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.regions.Region;

/**
 * A worker in a process of its own that says several times a second how many changes it has applied in how many lanes, and
 * what it takes: threads, MB of heap that the last collection left, and MB that are fetched and not applied. Its arguments
 * are where the stream, the leases and the tables are; it ends at SIGTERM.
 */
final class ManyShardsWorker implements PipelineListener {
    private static final Duration BETWEEN_LINES = Duration.ofMillis(100);

    static final int CALLS_PER_SECOND = 300;

    private final AtomicLong applied = new AtomicLong();
    private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        lanes.add(plan.to().lane());
        applied.addAndGet(plan.completed().size());
    }

    public static void main(String[] arguments) {
        new ManyShardsWorker().run(URI.create(arguments[0]), URI.create(arguments[1]), URI.create(arguments[2]));
    }

    private void run(URI streams, URI leases, URI tables) {
        StopSwitch stop = new StopSwitch();
        StopSwitch ended = new StopSwitch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.raise();
            ended.pause(Duration.ofSeconds(30));
        }));
        try (AwsClients stream = AwsClients.open(AwsAccess.embedded(streams));
                AwsClients lease = AwsClients.open(AwsAccess.embedded(leases));
                AwsClients table = AwsClients.open(AwsAccess.embedded(tables))) {
            StreamWorker worker = new StreamWorker(
                    new StreamAccess(stream.streams(), lease.sources(), lease.leases(), Region.US_EAST_1),
                    new WorkerIdentity("w1", "afterimage_leases_"),
                    List.of(StreamSource.of(StreamWorld.ITEMS)),
                    settings(),
                    Following.of(parts(table), StreamListener.NONE));
            worker.start();
            do {
                say(worker);
            } while (stop.pause(BETWEEN_LINES));
            worker.close();
            System.out.println("closed");
        }
        ended.raise();
    }

    private static StreamSettings settings() {
        StreamSettings settings = StreamSettings.production().withLeaseTables(true);
        return settings.withLimits(settings.reading().limits().withCallsPerSecond(CALLS_PER_SECOND));
    }

    private ChangePipeline.Parts parts(AwsClients clients) {
        TableNaming naming = TableNaming.STANDARD;
        return new ChangePipeline.Parts(
                new Router(List.of(), Map.of(), new AuditRows(), new ExpiryRows()),
                new TimeLimit(Duration.ofSeconds(10)),
                new CommitPlanner(CommitLimits.DYNAMODB),
                new DynamoCommitter(clients.tables(), naming),
                new DynamoPositions(clients.tables(), naming),
                new DynamoParkingLot(clients.tables(), naming),
                FailurePolicy.standard(RandomGenerator.getDefault()),
                this,
                InstantSource.system());
    }

    private void say(StreamWorker worker) {
        long left = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "applied %d lanes %d threads %d heap %d ahead %d%n",
                applied.get(),
                lanes.size(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                left >> 20,
                worker.bytesAhead() >> 20);
    }
}
