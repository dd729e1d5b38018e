package dev.afterimage.stream.kcl;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.OwnTables;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Positions;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Noting;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.AuditedGaps;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.GapLog;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** An embedded DynamoDB with the sample tables, and workers that follow them. Closes what it has opened. */
final class StreamWorld implements AutoCloseable {
    static final TableName ITEMS = SampleTables.ITEMS.name();
    private static final TableNaming NAMING = TableNaming.STANDARD;

    private final LocalDynamo local = LocalDynamo.start();
    private final AwsClients clients = AwsClients.open(AwsAccess.embedded(local.endpoint()));
    private final List<StreamWorker> workers = new ArrayList<>();
    private final Applied applied = new Applied();
    private UnaryOperator<Committer> door = UnaryOperator.identity();
    private UnaryOperator<Following> handling = UnaryOperator.identity();
    private StreamSettings settings = StreamSettings.embedded();
    private DynamoDbStreamsClient streams = clients.streams();

    private StreamWorld() {}

    static StreamWorld open() {
        StreamWorld world = new StreamWorld();
        SampleTables.create(world.client());
        new TableCreator(world.client())
                .create(OwnTables.all().stream().map(NAMING::of).toList());
        return world;
    }

    /** The commits of the workers that are started from now on go through this. */
    void through(UnaryOperator<Committer> operator) {
        door = operator;
    }

    /** The workers that are started from now on handle things in this way. */
    void handling(UnaryOperator<Following> operator) {
        handling = operator;
    }

    /** The workers that are started from now on read streams with this client. */
    void reading(DynamoDbStreamsClient other) {
        streams = other;
    }

    void settings(StreamSettings other) {
        settings = other;
    }

    StreamSettings settings() {
        return settings;
    }

    LocalDynamo local() {
        return local;
    }

    AwsClients clients() {
        return clients;
    }

    DynamoDbClient client() {
        return clients.tables();
    }

    Positions positions() {
        return new DynamoPositions(client(), NAMING);
    }

    /** What all workers did. */
    Applied applied() {
        return applied;
    }

    StreamSource source(TableName table) {
        return StreamSource.of(table).withTimeToLive(SampleTables.EXPIRES_AT).withDialect(Dialect.EMBEDDED);
    }

    /** A worker that follows the items, started. */
    StreamWorker worker(String id) {
        return worker(id, List.of(source(ITEMS)));
    }

    StreamWorker worker(String id, List<StreamSource> sources) {
        return worker(id, sources, clients.leases());
    }

    /** A worker that follows the items and keeps its leases with this client, started. */
    StreamWorker worker(String id, DynamoDbAsyncClient leases) {
        return worker(id, List.of(source(ITEMS)), leases);
    }

    private StreamWorker worker(String id, List<StreamSource> sources, DynamoDbAsyncClient leases) {
        StreamWorker worker = new StreamWorker(
                new StreamAccess(streams, clients.sources(), leases, Region.US_EAST_1),
                new WorkerIdentity(id, "afterimage_leases_"),
                sources,
                settings,
                handling.apply(Following.of(parts(), applied).withGaps(gapLog())));
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** Puts so many items into a list, each once. */
    void insert(String list, int from, int to) {
        for (int start = from; start < to; start += 25) {
            List<WriteRequest> writes = new ArrayList<>();
            for (int i = start; i < Math.min(to, start + 25); i++) {
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item(list, i, 1)).build())
                        .build());
            }
            client().batchWriteItem(request -> request.requestItems(Map.of(ITEMS.value(), writes)));
        }
    }

    /** Puts one version of an item. */
    void put(String list, int number, int version) {
        client().putItem(request -> request.tableName(ITEMS.value()).item(item(list, number, version)));
    }

    /** What the audit log knows to be lost. */
    List<String> gaps() {
        return new DynamoAuditLog(client(), NAMING, InstantSource.system())
                .gaps(ITEMS).stream().map(Gap::detail).toList();
    }

    private GapLog gapLog() {
        ChangePipeline.Parts parts = parts();
        return new AuditedGaps(
                new GapRows(Optional.empty()),
                new Noting(parts.committer(), parts.failures(), new StopSwitch()),
                parts.clock());
    }

    int rows(TableDefinition own) {
        return client()
                .scanPaginator(
                        request -> request.tableName(NAMING.of(own).name().value()))
                .items()
                .stream()
                .toList()
                .size();
    }

    int auditEntries() {
        return rows(AuditRows.TABLE) - gaps().size();
    }

    private ChangePipeline.Parts parts() {
        return new ChangePipeline.Parts(
                new Router(List.of(), Map.of(), new AuditRows(), new ExpiryRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                door.apply(new DynamoCommitter(client(), NAMING)),
                positions(),
                new DynamoParkingLot(client(), NAMING),
                new FailurePolicy(Duration.ofMillis(5), Duration.ofMillis(500), Duration.ofMillis(200), new Random(7)),
                applied,
                InstantSource.system());
    }

    private static Map<String, AttributeValue> item(String list, int number, int version) {
        return Map.of(
                "list_id", AttributeValue.fromS(list),
                "datetime", AttributeValue.fromS("item-" + number),
                "description", AttributeValue.fromS("thing " + number),
                "done", AttributeValue.fromBool(false),
                "order", AttributeValue.fromN(Integer.toString(number)),
                "version", AttributeValue.fromN(Integer.toString(version)));
    }

    @Override
    public void close() {
        try (local;
                clients) {
            workers.forEach(StreamWorker::close);
        }
    }
}
