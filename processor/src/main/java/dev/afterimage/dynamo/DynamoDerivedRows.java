package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.rebuild.DerivedRows;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** Reads derived tables, and empties them. */
public final class DynamoDerivedRows implements DerivedRows {
    private final DynamoDbClient client;
    private final TableNaming naming;

    public DynamoDerivedRows(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
    }

    @Override
    public Iterator<Item> rows(TableName table) {
        return client
                .scanPaginator(
                        request -> request.tableName(naming.of(table).value()).consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .iterator();
    }

    @Override
    public List<Optional<Item>> together(List<RowKey> rows) {
        List<TransactGetItem> gets = rows.stream()
                .map(row -> TransactGetItem.builder()
                        .get(get -> get.tableName(naming.of(row.table()).value())
                                .key(row.key().attributes()))
                        .build())
                .toList();
        return client.transactGetItems(request -> request.transactItems(gets)).responses().stream()
                .map(answer -> answer.item().isEmpty() ? Optional.<Item>empty() : Optional.of(Item.of(answer.item())))
                .toList();
    }
}
