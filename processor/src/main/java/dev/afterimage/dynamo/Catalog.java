package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Looks up what tables there are, by their physical names. Thread-safe. */
public final class Catalog {
    private final DynamoDbClient client;

    public Catalog(DynamoDbClient client) {
        this.client = client;
    }

    /** A table's key; empty where there is no such table. */
    public Optional<KeySchema> keyOf(TableName table) {
        return describe(table).map(Catalog::key);
    }

    Optional<TableDescription> describe(TableName table) {
        try {
            return Optional.of(client.describeTable(request -> request.tableName(table.value()))
                    .table());
        } catch (ResourceNotFoundException missing) {
            return Optional.empty();
        }
    }

    /** The attribute by which the items of a table lapse, or soon will. */
    Optional<String> timeToLive(TableName table) {
        TimeToLiveDescription description = client.describeTimeToLive(request -> request.tableName(table.value()))
                .timeToLiveDescription();
        boolean on = description.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || description.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        return on ? Optional.of(description.attributeName()) : Optional.empty();
    }

    /** Whether a table and its indexes can be used. */
    static boolean active(TableDescription table) {
        return (table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING)
                && table.globalSecondaryIndexes().stream()
                        .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE
                                || index.indexStatus() == IndexStatus.UPDATING);
    }

    static KeySchema key(TableDescription table) {
        List<KeyAttribute> key = table.keySchema().stream()
                .map(element -> attribute(element.attributeName(), table.attributeDefinitions()))
                .toList();
        return key.size() == 1 ? KeySchema.of(key.getFirst()) : KeySchema.of(key.getFirst(), key.getLast());
    }

    private static KeyAttribute attribute(String name, List<AttributeDefinition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.attributeName().equals(name))
                .map(definition -> new KeyAttribute(name, definition.attributeType()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("DynamoDB names a key '" + name + "' of no type"));
    }
}
