package dev.afterimage.dynamo;

import dev.afterimage.history.ReadCost;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads the rows of a partition between two sort keys, request by request, and tells what each costs. For one thread. */
final class PartitionQuery {
    private final DynamoDbClient client;
    private final QueryRequest request;
    private final String sort;
    private Map<String, AttributeValue> start = Map.of();
    private boolean done;

    /**
     * What one request brought.
     *
     * @param passed the sort key of the last row that was looked at, wanted or not; empty where none is left
     */
    record Answer(List<Item> rows, Optional<String> passed, ReadCost cost) {}

    /**
     * A query of the rows from one sort key to another, both included.
     *
     * @param filter which of them are wanted; the others cost the same
     */
    PartitionQuery(DynamoDbClient client, Rows.Source source, String partition, Bounds bounds, RowFilter filter) {
        this.client = client;
        this.sort = source.sort();
        Map<String, String> names = new HashMap<>(filter.names());
        names.put("#partition", source.partition());
        names.put("#sort", source.sort());
        Map<String, AttributeValue> values = new HashMap<>(filter.values());
        values.put(":partition", AttributeValue.fromS(partition));
        values.put(":first", AttributeValue.fromS(bounds.first()));
        values.put(":last", AttributeValue.fromS(bounds.last()));
        QueryRequest.Builder builder = QueryRequest.builder()
                .tableName(source.table())
                .scanIndexForward(bounds.order() == Order.OLDEST_FIRST)
                .consistentRead(source.index().isEmpty())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .keyConditionExpression("#partition = :partition AND #sort BETWEEN :first AND :last")
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
        source.index().ifPresent(builder::indexName);
        if (!filter.expression().isEmpty()) {
            builder.filterExpression(filter.expression());
        }
        this.request = builder.build();
        this.done = bounds.first().compareTo(bounds.last()) > 0;
    }

    /** The sort keys of the rows, and which end of them comes first. */
    record Bounds(String first, String last, Order order) {}

    /** Whether no row is left. */
    boolean done() {
        return done;
    }

    /** Looks at so many rows at most. */
    Answer next(int atMost) {
        QueryRequest.Builder next = request.toBuilder().limit(atMost);
        QueryResponse response = client.query((start.isEmpty() ? next : next.exclusiveStartKey(start)).build());
        start = response.lastEvaluatedKey();
        done = start.isEmpty();
        return new Answer(
                response.items().stream().map(Item::of).toList(),
                Item.of(start).string(sort),
                new ReadCost(units(response.consumedCapacity()), 1));
    }

    static double units(@Nullable ConsumedCapacity consumed) {
        return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
    }
}
