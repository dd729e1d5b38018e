package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Looks up how tables that exist are made, by their physical names. Thread-safe. */
public final class TableLookup {
    private final DynamoDbClient client;

    public TableLookup(DynamoDbClient client) {
        this.client = client;
    }

    /** The key of a table; empty where there is no such table. */
    public Optional<KeySchema> keyOf(TableName table) {
        return describe(table).map(TableLookup::schema);
    }

    /** The ARN of a table's present stream; empty where there is no such table, or it has none. */
    public Optional<String> streamOf(TableName table) {
        return describe(table)
                .filter(found -> found.streamSpecification() != null
                        && Boolean.TRUE.equals(found.streamSpecification().streamEnabled()))
                .map(TableDescription::latestStreamArn);
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

    /** For how many days back a table can be restored to any second; empty where it cannot. */
    Optional<Integer> recoveryDays(TableName table) {
        PointInTimeRecoveryDescription recovery = client.describeContinuousBackups(
                        request -> request.tableName(table.value()))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
        return recovery != null && recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED
                ? Optional.ofNullable(recovery.recoveryPeriodInDays())
                : Optional.empty();
    }

    /** The tags of a table. */
    Map<String, String> tags(TableDescription table) {
        return client.listTagsOfResource(request -> request.resourceArn(table.tableArn())).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /** Whether a table and its indexes can be used. */
    static boolean active(TableDescription table) {
        return (table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING)
                && table.globalSecondaryIndexes().stream()
                        .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE
                                || index.indexStatus() == IndexStatus.UPDATING);
    }

    static KeySchema schema(TableDescription table) {
        return new KeySchema(attribute(table, KeyType.HASH).orElseThrow(), attribute(table, KeyType.RANGE));
    }

    private static Optional<KeyAttribute> attribute(TableDescription table, KeyType role) {
        return table.keySchema().stream()
                .filter(element -> element.keyType() == role)
                .flatMap(element -> table.attributeDefinitions().stream()
                        .filter(attribute -> attribute.attributeName().equals(element.attributeName())))
                .findFirst()
                .map(TableLookup::attribute);
    }

    private static KeyAttribute attribute(AttributeDefinition definition) {
        return new KeyAttribute(definition.attributeName(), definition.attributeType());
    }
}
