package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An embedded DynamoDB with the program's own tables, and some derived ones. */
@NullMarked
final class EmbeddedTables implements AutoCloseable {
    static final TableNaming NAMING = new TableNaming("own_", "derived_");

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
        new TableCreator(tables.client()).create(all.stream().map(NAMING::of).toList());
        return tables;
    }

    AwsClients clients() {
        return clients;
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

    /** Every row of a table, by its logical name. */
    List<Item> rows(TableName logical) {
        return client()
                .scanPaginator(
                        request -> request.tableName(NAMING.of(logical).value()).consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .toList();
    }

    @Override
    public void close() {
        try (local) {
            clients.close();
        }
    }
}
