package dev.afterimage.dynamo;

import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** In what a table that exists falls short of its definition. What it has beyond that does no harm. Pure. */
final class TableDifferences {
    private final TableDefinition definition;
    private final CreateTableRequest wanted;
    private final TableDescription found;
    private final List<TableProblem> problems = new ArrayList<>();

    private TableDifferences(TableDefinition definition, TableDescription found) {
        this.definition = definition;
        this.wanted = definition.createRequest();
        this.found = found;
    }

    /** In what a table's keys, indexes and stream fall short. */
    static List<TableProblem> between(TableDefinition definition, TableDescription found) {
        TableDifferences differences = new TableDifferences(definition, found);
        differences.compareKeys();
        differences.compareIndexes();
        differences.compareStream();
        return differences.problems;
    }

    /** What is wrong with the attribute by which a table's items lapse, where the definition wants one. */
    static Optional<TableProblem> ofTimeToLive(TableDefinition definition, Optional<String> found) {
        return definition
                .timeToLive()
                .filter(wanted -> !found.equals(Optional.of(wanted)))
                .map(wanted -> found.isEmpty()
                        ? new TableProblem(
                                definition.name(),
                                "has no time to live",
                                "enable it with the attribute '" + wanted + "'")
                        : new TableProblem(
                                definition.name(),
                                "has its time to live in the attribute '" + found.get() + "' and not in '" + wanted
                                        + "'",
                                "disable it, and enable it with the other attribute"));
    }

    private void compareKeys() {
        String wantedKey = key(wanted.keySchema(), wanted.attributeDefinitions());
        String foundKey = key(found.keySchema(), found.attributeDefinitions());
        if (!wantedKey.equals(foundKey)) {
            add("has the key " + foundKey + " and needs " + wantedKey, "a key cannot be changed: use another table");
        }
    }

    /** What is compared of an index. */
    private record Index(String key, Projection projection) {
        boolean serves(Index wanted) {
            return key.equals(wanted.key) && covers(wanted.projection);
        }

        private boolean covers(Projection wanted) {
            if (projection.projectionType() == ProjectionType.ALL
                    || wanted.projectionType() == ProjectionType.KEYS_ONLY) {
                return true;
            }
            return wanted.projectionType() == ProjectionType.INCLUDE
                    && projection.projectionType() == ProjectionType.INCLUDE
                    && projection.nonKeyAttributes().containsAll(wanted.nonKeyAttributes());
        }

        @Override
        public String toString() {
            return key + " " + projection.projectionTypeAsString()
                    + (projection.hasNonKeyAttributes() ? " " + projection.nonKeyAttributes() : "");
        }
    }

    private void compareIndexes() {
        Map<String, Index> have = indexesFound();
        indexesWanted().forEach((name, index) -> {
            Index other = have.get(name);
            if (other == null) {
                add("lacks the index " + name, "add it: " + index);
            } else if (!other.serves(index)) {
                add("has the index " + name + " as " + other, "make it anew as " + index);
            }
        });
    }

    private Map<String, Index> indexesWanted() {
        Map<String, Index> indexes = new HashMap<>();
        wanted.globalSecondaryIndexes()
                .forEach(index -> indexes.put(
                        index.indexName(),
                        new Index(key(index.keySchema(), wanted.attributeDefinitions()), index.projection())));
        wanted.localSecondaryIndexes()
                .forEach(index -> indexes.put(
                        index.indexName(),
                        new Index(key(index.keySchema(), wanted.attributeDefinitions()), index.projection())));
        return indexes;
    }

    private Map<String, Index> indexesFound() {
        Map<String, Index> indexes = new HashMap<>();
        found.globalSecondaryIndexes()
                .forEach(index -> indexes.put(
                        index.indexName(),
                        new Index(key(index.keySchema(), found.attributeDefinitions()), index.projection())));
        found.localSecondaryIndexes()
                .forEach(index -> indexes.put(
                        index.indexName(),
                        new Index(key(index.keySchema(), found.attributeDefinitions()), index.projection())));
        return indexes;
    }

    private void compareStream() {
        definition.stream().ifPresent(this::compareStream);
    }

    private void compareStream(StreamViewType view) {
        StreamSpecification stream = found.streamSpecification();
        if (stream == null || !Boolean.TRUE.equals(stream.streamEnabled())) {
            add("has no stream", "enable its stream with " + view);
        } else if (stream.streamViewType() != view) {
            add(
                    "has a stream of " + stream.streamViewTypeAsString() + " only",
                    "disable the stream and enable it with " + view);
        }
    }

    private static String key(List<KeySchemaElement> schema, List<AttributeDefinition> attributes) {
        Map<String, String> types = new HashMap<>();
        attributes.forEach(attribute -> types.put(attribute.attributeName(), attribute.attributeTypeAsString()));
        List<String> parts = schema.stream()
                .map(element -> element.attributeName() + " " + types.get(element.attributeName()))
                .toList();
        return "(" + String.join(", ", parts) + ")";
    }

    private void add(String problem, String remedy) {
        problems.add(new TableProblem(definition.name(), problem, remedy));
    }
}
