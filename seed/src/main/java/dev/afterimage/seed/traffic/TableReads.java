package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.batch.BatchReader;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** The reads that the application makes. Thread-safe. */
final class TableReads {
    private final DynamoDbClient client;
    private final BatchReader batches;

    TableReads(DynamoDbClient client, Backoff backoff) {
        this.client = client;
        this.batches = new BatchReader(client, backoff);
    }

    /** The item as it is, whoever wrote it last. */
    Optional<Item> now(TableDefinition table, Map<String, AttributeValue> key) {
        return get(table, key, true);
    }

    /** The item as it is or was a moment ago, at half the price. */
    Optional<Item> lately(TableDefinition table, Map<String, AttributeValue> key) {
        return get(table, key, false);
    }

    /** All of those that exist, as they were at one moment. */
    List<Item> together(List<TransactGetItem> keys) {
        return client.transactGetItems(get -> get.transactItems(keys)).responses().stream()
                .filter(answer -> answer.hasItem() && !answer.item().isEmpty())
                .map(answer -> Item.of(answer.item()))
                .toList();
    }

    List<Item> batch(TableDefinition table, List<Map<String, AttributeValue>> keys) {
        List<Item> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BatchReader.MOST) {
            List<Map<String, AttributeValue>> part = keys.subList(from, Math.min(keys.size(), from + BatchReader.MOST));
            found.addAll(batches.read(table.name().value(), part, false));
        }
        return found;
    }

    /** All that the query finds. */
    List<Item> all(QueryRequest query) {
        return client.queryPaginator(query).items().stream().map(Item::of).toList();
    }

    /** The first page of what the query finds. */
    List<Item> page(QueryRequest query) {
        return client.query(query).items().stream().map(Item::of).toList();
    }

    /** The table's items, up to so many. */
    List<Item> scan(TableDefinition table, int most) {
        ScanRequest scan = ScanRequest.builder()
                .tableName(table.name().value())
                .limit(Math.min(most, 500))
                .build();
        return client.scanPaginator(scan).items().stream()
                .limit(most)
                .map(Item::of)
                .toList();
    }

    private Optional<Item> get(TableDefinition table, Map<String, AttributeValue> key, boolean consistent) {
        Map<String, AttributeValue> found = client.getItem(
                        get -> get.tableName(table.name().value()).key(key).consistentRead(consistent))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}
