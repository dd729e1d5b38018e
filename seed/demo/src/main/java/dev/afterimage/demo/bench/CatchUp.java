package dev.afterimage.demo.bench;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.demo.wiring.EmbeddedEngine;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.EmbeddedStreamsClient;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.kcl.Following;
import dev.afterimage.stream.kcl.StreamAccess;
import dev.afterimage.stream.kcl.StreamSettings;
import dev.afterimage.stream.kcl.StreamWorker;
import dev.afterimage.stream.kcl.WorkerIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One embedded DynamoDB with a backlog of changes in one shard, which each contender works off into tables of its own:
 * the worker; the raw ceiling, which sends the worker's own transactions again, made beforehand, one after the other; and
 * the naive consumer, which sends a transaction for each change.
 */
final class CatchUp implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final StreamSource ITEMS = StreamSource.of(SampleTables.ITEMS.name())
            .withTimeToLive(SampleTables.EXPIRES_AT)
            .withDialect(Dialect.EMBEDDED);

    private final LocalDynamo local = LocalDynamo.start();
    private final AwsClients clients = AwsClients.open(AwsAccess.embedded(local.endpoint()));
    private final Backlog backlog;
    private int contenders;

    private CatchUp(Backlog backlog) {
        this.backlog = backlog;
    }

    static CatchUp with(Backlog backlog) {
        CatchUp catchUp = new CatchUp(backlog);
        SampleTables.create(catchUp.tables());
        backlog.write(catchUp.tables());
        return catchUp;
    }

    DynamoDbClient tables() {
        return clients.tables();
    }

    /** The worker as it is, with its commits that much further away. */
    Measured worker(Duration distance) throws InterruptedException {
        return worker(distance, 1);
    }

    /** The same, following the shard in so many lanes. */
    Measured worker(Duration distance, int lanes) throws InterruptedException {
        Applying applying = new Applying(backlog.changes());
        TableNaming naming = naming();
        try (StreamWorker worker = worker(naming, lanes, parts(naming, distance, applying))) {
            worker.start();
            return applying.await(LONGEST);
        }
    }

    /** The same before a door that is as far away but takes no time itself, and stores no rows but holds them meanwhile. */
    Measured weightless(Duration distance, int lanes) throws InterruptedException {
        Applying applying = new Applying(backlog.changes());
        TableNaming naming = naming();
        ChangePipeline.Parts parts = parts(naming, distance, applying);
        WeightlessDoor door = new WeightlessDoor();
        ChangePipeline.Parts weightless = new ChangePipeline.Parts(
                parts.router(),
                parts.containment(),
                parts.planner(),
                new HeldRows(new Slow(door, distance)),
                door,
                parts.parkingLot(),
                parts.failures(),
                parts.listener(),
                parts.clock());
        try (StreamWorker worker = worker(naming, lanes, weightless)) {
            worker.start();
            return applying.await(LONGEST);
        }
    }

    StreamWorker worker(TableNaming naming, Duration distance, PipelineListener listener) {
        return worker(naming, 1, parts(naming, distance, listener));
    }

    private ChangePipeline.Parts parts(TableNaming naming, Duration distance, PipelineListener listener) {
        EmbeddedEngine engine = engine(naming);
        Committer committer = new Slow(engine.committer(), distance);
        return engine.parts(new CommitPlanner(CommitLimits.DYNAMODB), committer, listener);
    }

    private StreamWorker worker(TableNaming naming, int lanes, ChangePipeline.Parts parts) {
        return new StreamWorker(
                new StreamAccess(clients.streams(), clients.sources(), clients.leases(), Region.US_EAST_1),
                new WorkerIdentity("bench", naming.ownPrefix() + "leases_"),
                List.of(ITEMS.withLanesPerShard(lanes)),
                StreamSettings.embedded(),
                Following.of(parts, StreamListener.NONE));
    }

    /** These plans' transactions, made beforehand. */
    Measured raw(List<CommitPlan> plans, Duration distance) {
        TableNaming naming = naming();
        engine(naming);
        DynamoCommitter committer = new DynamoCommitter(tables(), naming);
        List<TransactWriteItemsRequest> requests =
                plans.stream().map(committer::request).toList();
        int changes = plans.stream().mapToInt(plan -> plan.completed().size()).sum();
        long start = System.nanoTime();
        for (TransactWriteItemsRequest request : requests) {
            Slow.travel(distance);
            tables().transactWriteItems(request);
        }
        return new Measured(changes, Duration.ofNanos(System.nanoTime() - start), List.of(), 0, 0);
    }

    /** A transaction for each of the first so many changes. */
    Measured naive(int count, Duration distance) throws InterruptedException {
        TableNaming naming = naming();
        EmbeddedEngine engine = engine(naming);
        Applying applying = new Applying(count);
        ChangePipeline pipeline = new ChangePipeline(
                new Lane(ITEMS.table(), new ShardId("naive")),
                engine.parts(
                        new CommitPlanner(CommitLimits.DYNAMODB).atMost(1),
                        new Slow(engine.committer(), distance),
                        applying),
                new StopSwitch());
        pipeline.open();
        pipeline.apply(changes(count));
        return applying.await(Duration.ofSeconds(1));
    }

    private List<Change> changes(int count) {
        RecordDecoder decoder = new RecordDecoder(ITEMS);
        List<Change> changes = new ArrayList<>();
        String arn = tables().describeTable(
                        request -> request.tableName(ITEMS.table().value()))
                .table()
                .latestStreamArn();
        new StreamReader(new EmbeddedStreamsClient(clients.streams()), new StreamArn(arn))
                .readAll((shard, record) -> changes.add(decoder.decode(record)));
        return changes.subList(0, count);
    }

    private TableNaming naming() {
        contenders++;
        return new TableNaming("bench" + contenders + "_", "bench" + contenders + "_");
    }

    private EmbeddedEngine engine(TableNaming naming) {
        EmbeddedEngine engine = new EmbeddedEngine(tables(), naming);
        engine.createTables();
        return engine;
    }

    @Override
    public void close() {
        clients.close();
        local.close();
    }
}
