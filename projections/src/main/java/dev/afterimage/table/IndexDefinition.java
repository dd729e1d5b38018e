package dev.afterimage.table;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * A secondary index.
 *
 * @param included the attributes that an {@code INCLUDE} projection names; empty for the two other types
 */
public record IndexDefinition(
        String name, Scope scope, KeySchema key, ProjectionType projection, List<String> included) {
    /** Whether an index spans the table or one partition of it. */
    public enum Scope {
        GLOBAL,
        LOCAL
    }

    public IndexDefinition {
        included = List.copyOf(included);
    }

    public static IndexDefinition global(String name, KeySchema key, ProjectionType projection, String... included) {
        return new IndexDefinition(name, Scope.GLOBAL, key, projection, List.of(included));
    }

    public static IndexDefinition local(String name, KeySchema key, ProjectionType projection, String... included) {
        return new IndexDefinition(name, Scope.LOCAL, key, projection, List.of(included));
    }

    GlobalSecondaryIndex globalIndex(Billing billing) {
        GlobalSecondaryIndex.Builder index = GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key.elements())
                .projection(projected());
        billing.addTo(index);
        return index.build();
    }

    LocalSecondaryIndex localIndex() {
        return LocalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key.elements())
                .projection(projected())
                .build();
    }

    private Projection projected() {
        Projection.Builder builder = Projection.builder().projectionType(projection);
        return (included.isEmpty() ? builder : builder.nonKeyAttributes(included)).build();
    }
}
