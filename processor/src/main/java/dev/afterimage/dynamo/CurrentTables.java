package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.VersionRows;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells a program that reads views which table holds a projection's current version: one GetItem, strongly consistent.
 * Ask again from time to time, such as once a minute: a version that readers have been sent away from is kept for
 * {@code versions.keep}. Thread-safe.
 */
public final class CurrentTables {
    private final DynamoDbClient client;
    private final String table;

    /** Looks in the program's own table {@code projections}, which has the prefix {@code tables.prefix}. */
    public CurrentTables(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(VersionRows.TABLE.name()).value();
    }

    /** The table, or the first of the tables; empty where there was never but one version, whose tables its code names. */
    public Optional<String> of(ProjectionName projection) {
        Map<String, AttributeValue> row = client.getItem(request -> request.tableName(table)
                        .key(VersionRows.key(projection).key().attributes())
                        .consistentRead(true))
                .item();
        return Item.of(row).string(VersionRows.CURRENT_TABLE);
    }
}
