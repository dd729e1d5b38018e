package dev.afterimage.testing.embedded;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.DynamoStoredRows;
import dev.afterimage.dynamo.OwnTables;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.TableDefinition;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The derived tables of some projections in a DynamoDB Local of their own, written to as a worker does: in its
 * transactions, with positions and audit log. For one thread. Close it.
 */
public final class EmbeddedTables implements AutoCloseable {
    private static final ShardId SHARD = new ShardId("shardId-test");
    private static final TableNaming NAMING = TableNaming.STANDARD;
    private static final InstantSource CLOCK = InstantSource.system();

    /** The first failure is told; nothing is parked. */
    private static final FailurePolicy.Parking NONE_PARKED = new FailurePolicy.Parking(1, 0);

    private final List<Projection> projections;
    private final LocalDynamo dynamo;
    private final DynamoDbClient client;

    private EmbeddedTables(List<Projection> projections, LocalDynamo dynamo) {
        this.projections = List.copyOf(projections);
        this.dynamo = dynamo;
        this.client = dynamo.client();
    }

    /** Starts a DynamoDB Local with these empty tables and those of source tables that a test may want to write to. */
    public static EmbeddedTables start(List<Projection> projections, List<TableDefinition> sources) {
        EmbeddedTables tables = new EmbeddedTables(projections, LocalDynamo.start());
        try {
            tables.create(sources);
            return tables;
        } catch (RuntimeException | Error failure) {
            tables.close();
            throw failure;
        }
    }

    private void create(List<TableDefinition> sources) {
        Stream<TableDefinition> derived = derived().map(DerivedTable::definition);
        new TableCreator(client)
                .create(Stream.concat(
                                sources.stream(),
                                Stream.concat(OwnTables.all().stream(), derived).map(NAMING::of))
                        .toList());
    }

    /** A client of this DynamoDB, which closes with it. */
    public DynamoDbClient client() {
        return client;
    }

    /**
     * Commits these changes, as those of one shard for each table; what was committed before is not committed again. An
     * {@link AssertionError} says which change failed and why.
     */
    public void apply(List<Change> changes) {
        Map<TableName, List<Change>> lanes =
                changes.stream().collect(Collectors.groupingBy(Change::table, LinkedHashMap::new, Collectors.toList()));
        lanes.forEach(this::apply);
    }

    private void apply(TableName table, List<Change> changes) {
        FirstFailure failure = new FirstFailure();
        ChangePipeline pipeline = new ChangePipeline(new Lane(table, SHARD), parts(failure), failure.stop());
        boolean applied = pipeline.open() && pipeline.apply(changes);
        failure.orThrow();
        if (!applied) {
            throw new IllegalStateException("the changes of table " + table + " were not applied");
        }
    }

    private ChangePipeline.Parts parts(FirstFailure failure) {
        return new ChangePipeline.Parts(
                new Router(projections, Map.of(), new AuditRows(Optional.empty()), new ExpiryRows(Optional.empty()))
                        .reading(new DynamoStoredRows(client, NAMING)),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                new DynamoCommitter(client, NAMING),
                new DynamoPositions(client, NAMING),
                new DynamoParkingLot(client, NAMING),
                FailurePolicy.standard(RandomGenerator.getDefault()).with(NONE_PARKED),
                failure,
                CLOCK);
    }

    /** The rows of a derived table that a reader sees. */
    public List<Item> shownRows(TableName table) {
        DerivedTable shown = derived()
                .filter(derived -> derived.name().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no projection writes to a table " + table));
        return client
                .scanPaginator(
                        request -> request.tableName(NAMING.of(table).value()).consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .filter(shown::shows)
                .toList();
    }

    private Stream<DerivedTable> derived() {
        return projections.stream().flatMap(projection -> projection.tables().stream());
    }

    @Override
    public void close() {
        try (dynamo) {
            client.close();
        }
    }
}
