package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.rebuild.SourceRows;
import dev.afterimage.table.KeySchema;
import java.util.Iterator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads whole source tables. */
public final class DynamoSourceRows implements SourceRows {
    private final DynamoDbClient client;
    private final TableLookup lookup;

    public DynamoSourceRows(DynamoDbClient client) {
        this.client = client;
        this.lookup = new TableLookup(client);
    }

    @Override
    public KeySchema keyOf(TableName table) {
        return lookup.keyOf(table)
                .orElseThrow(() -> new IllegalStateException("the source table " + table + " does not exist"));
    }

    @Override
    public Iterator<Item> items(TableName table) {
        return client.scanPaginator(request -> request.tableName(table.value()).consistentRead(true)).items().stream()
                .map(Item::of)
                .iterator();
    }
}
