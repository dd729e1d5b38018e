package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.ledger.Order;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the rows of a log's partitions, page by page as they are asked for. Thread-safe. */
final class Rows {
    private final DynamoDbClient client;
    private final InstantSource clock;

    Rows(DynamoDbClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Where rows stand.
     *
     * @param index empty for the table itself, which is read strongly consistent
     */
    record Source(String table, Optional<String> index, String partition, String sort) {
        static Source table(String table, String partition, String sort) {
            return new Source(table, Optional.empty(), partition, sort);
        }
    }

    /**
     * Which rows of a partition, and how many in one call.
     *
     * @param first the first sort key
     * @param last the last sort key, which may equal the first
     */
    record Range(String first, String last, Order order, int atOnce) {}

    /** All rows of a partition in the order of their sort keys, lapsed ones included. */
    Iterator<Item> all(Source source, String partition) {
        return iterator(request(source, Order.OLDEST_FIRST)
                .keyConditionExpression("#partition = :partition")
                .expressionAttributeNames(Map.of("#partition", source.partition()))
                .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
                .build());
    }

    /** The same without those before a sort key. */
    Iterator<Item> from(Source source, String partition, String sort) {
        return iterator(request(source, Order.OLDEST_FIRST)
                .keyConditionExpression("#partition = :partition AND #sort >= :sort")
                .expressionAttributeNames(Map.of("#partition", source.partition(), "#sort", source.sort()))
                .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(partition), ":sort", AttributeValue.fromS(sort)))
                .build());
    }

    /** The rows before a sort key, the last first, lapsed ones included; so many in one call. */
    Iterator<Item> backwards(Source source, String partition, String before, int atOnce) {
        return iterator(request(source, Order.NEWEST_FIRST)
                .limit(atOnce)
                .keyConditionExpression("#partition = :partition AND #sort < :sort")
                .expressionAttributeNames(Map.of("#partition", source.partition(), "#sort", source.sort()))
                .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(partition), ":sort", AttributeValue.fromS(before)))
                .build());
    }

    /** The row with this sort key; empty where there is none. */
    Optional<Item> one(Source source, String partition, String sort) {
        Iterator<Item> found = iterator(request(source, Order.OLDEST_FIRST)
                .keyConditionExpression("#partition = :partition AND #sort = :sort")
                .expressionAttributeNames(Map.of("#partition", source.partition(), "#sort", source.sort()))
                .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(partition), ":sort", AttributeValue.fromS(sort)))
                .build());
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    }

    /**
     * The rows of a partition within a range, without those that have lapsed but that DynamoDB has not deleted yet.
     *
     * @param expiresAt the attribute that says when a row lapses
     */
    Iterator<Item> living(Source source, String partition, Range range, String expiresAt) {
        RowFilter living = RowFilter.living(expiresAt, clock.instant());
        Map<String, String> names = new HashMap<>(living.names());
        names.put("#partition", source.partition());
        names.put("#sort", source.sort());
        Map<String, AttributeValue> values = new HashMap<>(living.values());
        values.put(":partition", AttributeValue.fromS(partition));
        values.put(":first", AttributeValue.fromS(range.first()));
        values.put(":last", AttributeValue.fromS(range.last()));
        return iterator(request(source, range.order())
                .limit(range.atOnce())
                .keyConditionExpression("#partition = :partition AND #sort BETWEEN :first AND :last")
                .filterExpression(living.expression())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build());
    }

    private static QueryRequest.Builder request(Source source, Order order) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(source.table())
                .scanIndexForward(order == Order.OLDEST_FIRST)
                .consistentRead(source.index().isEmpty());
        source.index().ifPresent(request::indexName);
        return request;
    }

    private Iterator<Item> iterator(QueryRequest request) {
        return client.queryPaginator(request).items().stream().map(Item::of).iterator();
    }
}
