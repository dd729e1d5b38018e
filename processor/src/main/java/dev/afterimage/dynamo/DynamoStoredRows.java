package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StoredRows;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads rows that projections ask for, many at once; every read is strongly consistent. */
public final class DynamoStoredRows implements StoredRows {
    private final DynamoDbClient client;
    private final TableNaming naming;

    public DynamoStoredRows(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
    }

    @Override
    public Map<RowKey, Item> rows(Collection<RowKey> keys) {
        Map<TableName, List<RowKey>> byTable = keys.stream().distinct().collect(Collectors.groupingBy(RowKey::table));
        Map<String, List<Item>> found = new KeyedRows(client)
                .of(byTable.entrySet().stream()
                        .collect(Collectors.toMap(
                                table -> nameOf(table.getKey()),
                                table -> table.getValue().stream()
                                        .map(RowKey::key)
                                        .toList())));
        Map<RowKey, Item> rows = new HashMap<>();
        byTable.forEach((table, all) ->
                found.getOrDefault(nameOf(table), List.of()).forEach(row -> rows.put(keyOf(row, all.getFirst()), row)));
        return rows;
    }

    private String nameOf(TableName table) {
        return naming.of(table).value();
    }

    /** The key of a row, which has the attributes that another key of its table has. */
    private static RowKey keyOf(Item row, RowKey other) {
        Map<String, AttributeValue> key = new HashMap<>(row.attributes());
        key.keySet().retainAll(other.key().attributes().keySet());
        return new RowKey(other.table(), ItemKey.of(key));
    }

    @Override
    public Map<Read.Range, List<Item>> ranges(Collection<Read.Range> ranges) {
        List<Read.Range> all = ranges.stream().distinct().toList();
        List<List<Item>> answers = Together.ask(all.stream()
                .<Callable<List<Item>>>map(range -> () -> range(range))
                .toList());
        Map<Read.Range, List<Item>> found = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            found.put(all.get(i), answers.get(i));
        }
        return found;
    }

    private List<Item> range(Read.Range range) {
        return client.queryPaginator(request(range)).items().stream()
                .limit(range.limit())
                .map(Item::of)
                .toList();
    }

    private QueryRequest request(Read.Range range) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(nameOf(range.table()))
                .consistentRead(true)
                .scanIndexForward(!range.descending());
        if (range.limit() < Integer.MAX_VALUE) {
            request.limit(range.limit());
        }
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        names.put("#partition", range.schema().partition().name());
        values.put(":partition", range.partition());
        if (!range.prefix().isEmpty()) {
            names.put("#sort", range.schema().sort().orElseThrow().name());
            values.put(":prefix", AttributeValue.fromS(range.prefix()));
        }
        return request.keyConditionExpression("#partition = :partition"
                        + (range.prefix().isEmpty() ? "" : " AND begins_with(#sort, :prefix)"))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
    }
}
