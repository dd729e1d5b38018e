package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Tries whether a table may be written to, without writing: DynamoDB has no dry run, but it looks at permissions before
 * it looks at the condition, and this condition never holds. Each trial that is allowed ends in a {@link
 * software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException} and costs one write unit.
 */
final class WriteTrial {
    private static final String NEVER = "attribute_exists(#key) AND attribute_not_exists(#key)";

    private final DynamoDbClient client;
    private final String table;
    private final KeyAttribute partition;
    private final Map<String, AttributeValue> key;
    private final Map<String, String> names;

    WriteTrial(DynamoDbClient client, TableDefinition table) {
        this(client, table.name(), table.key());
    }

    WriteTrial(DynamoDbClient client, TableName table, KeySchema schema) {
        this.client = client;
        this.table = table.value();
        this.partition = schema.partition();
        this.key = new LinkedHashMap<>();
        schema.attributes().forEach(attribute -> key.put(attribute.name(), value(attribute)));
        this.names = Map.of("#key", partition.name());
    }

    void get() {
        client.getItem(request -> request.tableName(table).key(key).consistentRead(true));
    }

    void getBatch() {
        KeysAndAttributes one = KeysAndAttributes.builder().keys(List.of(key)).build();
        client.batchGetItem(request -> request.requestItems(Map.of(table, one)));
    }

    void put() {
        client.putItem(request ->
                request.tableName(table).item(key).conditionExpression(NEVER).expressionAttributeNames(names));
    }

    void update() {
        client.updateItem(request ->
                request.tableName(table).key(key).conditionExpression(NEVER).expressionAttributeNames(names));
    }

    void delete() {
        client.deleteItem(request ->
                request.tableName(table).key(key).conditionExpression(NEVER).expressionAttributeNames(names));
    }

    /** The key of no row that anybody would write. */
    Map<String, AttributeValue> key() {
        return key;
    }

    /** The partition of no row that anybody would write. */
    AttributeValue partition() {
        return value(partition);
    }

    private static AttributeValue value(KeyAttribute attribute) {
        return switch (attribute.type()) {
            case S -> AttributeValue.fromS("afterimage/access-check");
            case N -> AttributeValue.fromN("-1");
            case B -> AttributeValue.fromB(SdkBytes.fromUtf8String("afterimage/access-check"));
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("key attribute '" + attribute.name() + "' is of no known type");
        };
    }
}
