package dev.afterimage.table;

import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * What a table looks like: enough to create it, to check one that exists, and to know an item's key. Immutable; the
 * {@code with…} methods answer a changed copy.
 *
 * @param streamed whether the table has a stream of new and old images
 * @param timeToLive the attribute that holds the second in which an item lapses
 */
public record TableDefinition(
        TableName name, KeySchema key, List<IndexDefinition> indexes, boolean streamed, Optional<String> timeToLive) {
    public TableDefinition {
        indexes = List.copyOf(indexes);
    }

    public static TableDefinition of(String name, KeySchema key, IndexDefinition... indexes) {
        return new TableDefinition(new TableName(name), key, List.of(indexes), false, Optional.empty());
    }

    public TableDefinition withStream() {
        return new TableDefinition(name, key, indexes, true, timeToLive);
    }

    public TableDefinition withTimeToLive(String attribute) {
        return new TableDefinition(name, key, indexes, streamed, Optional.of(attribute));
    }

    public TableDefinition named(TableName other) {
        return new TableDefinition(other, key, indexes, streamed, timeToLive);
    }

    /** The request that creates this table on demand; TTL is a request of its own, once the table is active. */
    public CreateTableRequest createRequest() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name.value())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributeDefinitions())
                .keySchema(key.elements());
        List<GlobalSecondaryIndex> global = scoped(IndexDefinition.Scope.GLOBAL)
                .map(IndexDefinition::globalIndex)
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
        if (streamed) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                    .build());
        }
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
