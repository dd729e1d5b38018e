package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.TableDefinition;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An embedded DynamoDB with the program's own tables, and some derived ones. */
@NullMarked
final class EmbeddedTables implements AutoCloseable {
    static final TableNaming NAMING = new TableNaming("own_", "derived_");

    /** A time at which nothing of the samples has lapsed. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-05T00:00:00Z"));

    private final LocalDynamo local;
    private final AwsClients clients;

    private EmbeddedTables(LocalDynamo local, AwsClients clients) {
        this.local = local;
        this.clients = clients;
    }

    static EmbeddedTables open(TableDefinition... derived) {
        LocalDynamo local = LocalDynamo.start();
        EmbeddedTables tables = new EmbeddedTables(local, AwsClients.open(AwsAccess.embedded(local.endpoint())));
        List<TableDefinition> all = new ArrayList<>(OwnTables.all());
        all.addAll(List.of(derived));
        tables.create(all);
        return tables;
    }

    /** Creates tables, given by their logical names, where they are missing. */
    void create(List<TableDefinition> logical) {
        new TableCreator(client()).create(logical.stream().map(NAMING::of).toList());
    }

    URI endpoint() {
        return local.endpoint();
    }

    DynamoDbClient client() {
        return clients.tables();
    }

    DynamoCommitter committer() {
        return new DynamoCommitter(client(), NAMING);
    }

    DynamoPositions positions() {
        return new DynamoPositions(client(), NAMING);
    }

    DynamoAuditLog auditLog() {
        return new DynamoAuditLog(client(), NAMING, CLOCK);
    }

    DynamoAuditSearch auditSearch() {
        return new DynamoAuditSearch(client(), NAMING, CLOCK);
    }

    DynamoExpirations expirations() {
        return new DynamoExpirations(client(), NAMING, CLOCK);
    }

    /** Commits writes in a lane of their own; fails where they are not applied. */
    void commit(List<? extends Write> writes) {
        CommitOutcome outcome = commit(List.copyOf(writes), List.of());
        if (!(outcome instanceof CommitOutcome.Applied)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    /** Commits one guarded write alone. */
    CommitOutcome commit(GuardedWrite write) {
        return commit(List.of(), List.of(write));
    }

    private CommitOutcome commit(List<Write> writes, List<GuardedWrite> marks) {
        Position from = Position.start(
                new Lane(new TableName("things"), new ShardId(UUID.randomUUID().toString())));
        return committer()
                .commit(new CommitPlan(from, from.close(CLOCK.instant()), writes, marks, List.of(), List.of()));
    }

    Optional<Item> row(RowKey row) {
        Map<String, AttributeValue> found = client().getItem(request -> request.tableName(physical(row.table()))
                        .key(row.key().attributes())
                        .consistentRead(true))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    /** Every row of a table, by its logical name. */
    List<Item> rows(TableName logical) {
        return client()
                .scanPaginator(request -> request.tableName(physical(logical)).consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .toList();
    }

    /** Empties a table, given by its logical name. */
    void clear(TableDefinition logical) {
        rows(logical.name())
                .forEach(row -> client().deleteItem(request -> request.tableName(physical(logical.name()))
                        .key(logical.key().keyOf(row).attributes())));
    }

    static String physical(TableName logical) {
        return NAMING.of(logical).value();
    }

    @Override
    public void close() {
        try (local) {
            clients.close();
        }
    }
}
