package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.backfill.LoggedItems;
import dev.afterimage.backfill.TablePages;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Walks through the audit table by parallel scans, and reads the items that it names from their source table. */
public final class DynamoLoggedItems implements LoggedItems {
    /** As many items as one batch may ask for. */
    private static final int MOST_AT_ONCE = 100;

    private final DynamoDbClient tables;
    private final DynamoDbClient sources;
    private final KnownKeys keys;
    private final String log;

    /** Some items, and what reading them has cost. */
    private record Batch(List<TablePages.Found> items, double units) {}

    public DynamoLoggedItems(DynamoDbClient tables, DynamoDbClient sources, TableNaming naming) {
        this.tables = tables;
        this.sources = sources;
        this.keys = new KnownKeys(new TableLookup(sources));
        this.log = naming.of(AuditRows.TABLE.name()).value();
    }

    @Override
    public TablePages.Page read(TablePages.Part part, Optional<ItemKey> from, int limit) {
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(log)
                .consistentRead(true)
                .segment(part.segment())
                .totalSegments(part.segments())
                .limit(Math.min(limit, MOST_AT_ONCE))
                .filterExpression("#table = :table")
                .projectionExpression("#item, #sequence, #key")
                .expressionAttributeNames(Map.of(
                        "#table", "table", "#item", AuditRows.ITEM, "#sequence", AuditRows.SEQUENCE, "#key", "key"))
                .expressionAttributeValues(
                        Map.of(":table", AttributeValue.fromS(part.table().value())))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        from.ifPresent(last -> request.exclusiveStartKey(last.attributes()));
        ScanResponse answer = tables.scan(request.build());
        Batch now = now(part.table(), named(answer));
        return new TablePages.Page(
                now.items(), last(answer), PartitionQuery.units(answer.consumedCapacity()) + now.units());
    }

    /** The items that entries tell of, each once: only the first row of an entry has its key. */
    private static List<ItemKey> named(ScanResponse answer) {
        return answer.items().stream()
                .map(Item::of)
                .filter(AuditRows::isEntry)
                .flatMap(row -> row.get("key").stream())
                .map(key -> ItemKey.of(key.m()))
                .distinct()
                .toList();
    }

    private static Optional<ItemKey> last(ScanResponse answer) {
        return answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
                ? Optional.of(ItemKey.of(answer.lastEvaluatedKey()))
                : Optional.empty();
    }

    /** Items as they are now, those that are not there included. A batch may be answered in part. */
    private Batch now(TableName table, List<ItemKey> wanted) {
        KeySchema key = keys.of(table).orElseThrow(() -> new IllegalStateException("there is no table " + table));
        Map<ItemKey, Item> found = new HashMap<>();
        double units = 0;
        Map<String, KeysAndAttributes> left = wanted.isEmpty() ? Map.of() : Map.of(table.value(), asked(wanted));
        while (!left.isEmpty()) {
            BatchGetItemResponse answer = ask(left);
            answer.responses().getOrDefault(table.value(), List.of()).stream()
                    .map(Item::of)
                    .forEach(item -> found.put(key.keyOf(item), item));
            units += answer.consumedCapacity().stream()
                    .mapToDouble(PartitionQuery::units)
                    .sum();
            left = answer.unprocessedKeys();
        }
        return new Batch(
                wanted.stream()
                        .map(one -> new TablePages.Found(one, Optional.ofNullable(found.get(one))))
                        .toList(),
                units);
    }

    private BatchGetItemResponse ask(Map<String, KeysAndAttributes> items) {
        return sources.batchGetItem(
                request -> request.requestItems(items).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    }

    private static KeysAndAttributes asked(List<ItemKey> items) {
        return KeysAndAttributes.builder()
                .keys(items.stream().map(ItemKey::attributes).toList())
                .consistentRead(true)
                .build();
    }
}
