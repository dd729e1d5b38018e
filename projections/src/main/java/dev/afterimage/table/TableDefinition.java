package dev.afterimage.table;

import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * What a table looks like and how it is kept: enough to create it, to check one that exists, and to know an item's key.
 * Immutable; the {@code with…} methods answer a changed copy.
 *
 * @param stream what the table's stream holds; empty where it has none
 * @param timeToLive the attribute that holds the second in which an item lapses
 */
public record TableDefinition(
        TableName name,
        KeySchema key,
        List<IndexDefinition> indexes,
        Optional<StreamViewType> stream,
        Optional<String> timeToLive,
        TableSettings settings) {
    public TableDefinition {
        indexes = List.copyOf(indexes);
    }

    public static TableDefinition of(String name, KeySchema key, IndexDefinition... indexes) {
        return new TableDefinition(
                new TableName(name), key, List.of(indexes), Optional.empty(), Optional.empty(), TableSettings.PLAIN);
    }

    /** With a stream of new and old images. */
    public TableDefinition withStream() {
        return withStream(StreamViewType.NEW_AND_OLD_IMAGES);
    }

    public TableDefinition withStream(StreamViewType view) {
        return new TableDefinition(name, key, indexes, Optional.of(view), timeToLive, settings);
    }

    public TableDefinition withTimeToLive(String attribute) {
        return new TableDefinition(name, key, indexes, stream, Optional.of(attribute), settings);
    }

    public TableDefinition withSettings(TableSettings other) {
        return new TableDefinition(name, key, indexes, stream, timeToLive, other);
    }

    public TableDefinition named(TableName other) {
        return new TableDefinition(other, key, indexes, stream, timeToLive, settings);
    }

    /** The request that creates this table; TTL and recovery are requests of their own, once the table is active. */
    public CreateTableRequest createRequest() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name.value())
                .attributeDefinitions(attributeDefinitions())
                .keySchema(key.elements());
        List<GlobalSecondaryIndex> global = scoped(IndexDefinition.Scope.GLOBAL)
                .map(index -> index.globalIndex(settings.billing()))
                .toList();
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        List<LocalSecondaryIndex> local = scoped(IndexDefinition.Scope.LOCAL)
                .map(IndexDefinition::localIndex)
                .toList();
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        stream.ifPresent(view -> request.streamSpecification(StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(view)
                .build()));
        settings.addTo(request);
        return request.build();
    }

    private Stream<IndexDefinition> scoped(IndexDefinition.Scope scope) {
        return indexes.stream().filter(index -> index.scope() == scope);
    }

    private List<AttributeDefinition> attributeDefinitions() {
        List<KeySchema> keys = new ArrayList<>(List.of(key));
        indexes.forEach(index -> keys.add(index.key()));
        return keys.stream()
                .flatMap(KeySchema::attributes)
                .distinct()
                .map(KeyAttribute::definition)
                .toList();
    }
}
