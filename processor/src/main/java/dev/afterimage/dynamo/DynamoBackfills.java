package dev.afterimage.dynamo;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.FenceState;
import dev.afterimage.backfill.Segment;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Keeps backfills in their table; every read is strongly consistent. */
public final class DynamoBackfills implements Backfills {
    /** More would be felt by lanes, which are closer to what they wait for. */
    private static final int DELETES_AT_ONCE = 16;

    private final DynamoDbClient client;
    private final String table;
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;

    public DynamoBackfills(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(BackfillRows.TABLE.name()).value();
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, BackfillRows.QUEUE, BackfillRows.PLACE);
        this.revised = new RevisedRows(client, table, BackfillRows.REVISION);
    }

    @Override
    public Optional<Backfill> of(TableName source) {
        Map<String, AttributeValue> row = client.getItem(request -> request.tableName(table)
                        .key(BackfillRows.head(source).attributes())
                        .consistentRead(true))
                .item();
        return row.isEmpty() ? Optional.empty() : Optional.of(BackfillRows.decode(Item.of(row)));
    }

    @Override
    public List<Backfill> all() {
        List<Backfill> all = new ArrayList<>();
        rows.all(source, BackfillRows.HEADS).forEachRemaining(row -> all.add(BackfillRows.decode(row)));
        return all;
    }

    @Override
    public boolean put(Backfill next) {
        return revised.put(BackfillRows.encode(next), next.revision());
    }

    @Override
    public List<Segment> segments(TableName of) {
        List<Segment> segments = new ArrayList<>();
        rows.all(source, BackfillRows.segments(of))
                .forEachRemaining(row -> segments.add(BackfillRows.decodeSegment(row)));
        return segments;
    }

    @Override
    public boolean put(Segment next) {
        return revised.put(BackfillRows.encode(next), next.revision());
    }

    @Override
    public Map<ItemKey, FenceState> fences(TableName of, Collection<ItemKey> items) {
        Map<ItemKey, ItemKey> itemOf = new HashMap<>();
        items.forEach(item -> itemOf.put(BackfillRows.fence(of, item), item));
        Map<ItemKey, FenceState> found = new HashMap<>();
        new KeyedRows(client).of(table, List.copyOf(itemOf.keySet())).forEach(row -> {
            ItemKey key = BackfillRows.TABLE.key().keyOf(row);
            Optional.ofNullable(itemOf.get(key)).ifPresent(item -> found.put(item, BackfillRows.fenceState(row)));
        });
        return found;
    }

    /** Fences are spread over the whole table, so all of it is read. */
    @Override
    public long clear(Backfill over) {
        ScanRequest fences = ScanRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .filterExpression("#place = :fence AND #table = :table AND #generation = :generation")
                .expressionAttributeNames(Map.of(
                        "#place",
                        BackfillRows.PLACE,
                        "#table",
                        BackfillRows.TABLE_NAME,
                        "#generation",
                        BackfillRows.GENERATION))
                .expressionAttributeValues(Map.of(
                        ":fence",
                        AttributeValue.fromS(BackfillRows.FENCE),
                        ":table",
                        AttributeValue.fromS(over.table().value()),
                        ":generation",
                        AttributeValue.fromS(over.generation())))
                .build();
        return client.scanPaginator(fences).stream()
                .mapToLong(page -> delete(page.items(), over))
                .sum();
    }

    private long delete(List<Map<String, AttributeValue>> rows, Backfill over) {
        for (int from = 0; from < rows.size(); from += DELETES_AT_ONCE) {
            Together.ask(rows.subList(from, Math.min(rows.size(), from + DELETES_AT_ONCE)).stream()
                    .<Callable<Boolean>>map(row -> () -> delete(row, over))
                    .toList());
        }
        return rows.size();
    }

    /** Another worker may be at it, too, and be so late that the next backfill has begun. */
    private boolean delete(Map<String, AttributeValue> row, Backfill over) {
        try {
            client.deleteItem(request -> request.tableName(table)
                    .key(BackfillRows.TABLE.key().keyOf(Item.of(row)).attributes())
                    .conditionExpression("#generation = :generation")
                    .expressionAttributeNames(Map.of("#generation", BackfillRows.GENERATION))
                    .expressionAttributeValues(Map.of(":generation", AttributeValue.fromS(over.generation()))));
            return true;
        } catch (ConditionalCheckFailedException gone) {
            return false;
        }
    }
}
