package dev.afterimage.table;

import dev.afterimage.item.TableName;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Reads what one table looks like. */
public final class TableReader {
    private static final int MOST_GLOBAL_INDEXES = 20;
    private static final int MOST_LOCAL_INDEXES = 5;
    private static final int MOST_INCLUDED = 20;

    private static final Value<String> ATTRIBUTE = Value.text("the name of an attribute", "(?s).{1,255}");
    private static final Value<ScalarAttributeType> TYPE = Value.word(
            Map.of("string", ScalarAttributeType.S, "number", ScalarAttributeType.N, "binary", ScalarAttributeType.B));
    private static final Value<String> INDEX =
            Value.text("3 to 255 of the characters a-z A-Z 0-9 _ . -", "[a-zA-Z0-9_.-]{3,255}");
    private static final Value<StreamViewType> STREAM = Value.oneOf(StreamViewType.knownValues());
    private static final Value<StreamViewType> BOTH_IMAGES = Value.oneOf(List.of(StreamViewType.NEW_AND_OLD_IMAGES));
    private static final Value<ProjectionType> PROJECTION = Value.oneOf(ProjectionType.knownValues());

    private final Section section;

    private TableReader(Section section) {
        this.section = section;
    }

    /** A table that is followed. */
    static Optional<TableDefinition> source(TableName name, Section section) {
        Optional<StreamViewType> stream = section.required("stream", BOTH_IMAGES);
        return new TableReader(section).table(name, stream);
    }

    /** Any other table. */
    public static Optional<TableDefinition> any(TableName name, Section section) {
        return new TableReader(section).table(name, section.value("stream", STREAM));
    }

    private Optional<TableDefinition> table(TableName name, Optional<StreamViewType> stream) {
        Optional<KeyAttribute> partition = key(section, "partition");
        Optional<KeyAttribute> sort = optionalKey(section, "sort");
        Optional<String> timeToLive = section.value("ttl", ATTRIBUTE);
        List<IndexDefinition> indexes =
                Stream.concat(globalIndexes(), localIndexes(partition, sort)).toList();
        return partition.map(hash -> {
            KeySchema key = new KeySchema(hash, sort);
            requireOneTypeEach(key, indexes);
            return new TableDefinition(name, key, indexes, stream, timeToLive, TableSettings.PLAIN);
        });
    }

    private Stream<IndexDefinition> globalIndexes() {
        Map<String, IndexDefinition> indexes = section.named("global_indexes", INDEX, (name, index) -> {
            Optional<KeyAttribute> partition = key(index, "partition");
            Optional<KeyAttribute> sort = optionalKey(index, "sort");
            return index(name, IndexDefinition.Scope.GLOBAL, partition.map(hash -> new KeySchema(hash, sort)), index);
        });
        return limited(indexes, "global_indexes", MOST_GLOBAL_INDEXES);
    }

    private Stream<IndexDefinition> localIndexes(Optional<KeyAttribute> partition, Optional<KeyAttribute> sort) {
        if (section.has("local_indexes") && sort.isEmpty()) {
            section.problem("local_indexes", "needs a table with a sort key: write sort, too");
        }
        Map<String, IndexDefinition> indexes = section.named("local_indexes", INDEX, (name, index) -> {
            Optional<KeySchema> key =
                    key(index, "sort").flatMap(other -> partition.map(hash -> KeySchema.of(hash, other)));
            return index(name, IndexDefinition.Scope.LOCAL, key, index);
        });
        return limited(indexes, "local_indexes", MOST_LOCAL_INDEXES);
    }

    private Stream<IndexDefinition> limited(Map<String, IndexDefinition> indexes, String key, int most) {
        if (indexes.size() > most) {
            section.problem(key, "has " + indexes.size() + " indexes: DynamoDB takes up to " + most);
        }
        return indexes.values().stream();
    }

    private static Optional<IndexDefinition> index(
            String name, IndexDefinition.Scope scope, Optional<KeySchema> key, Section section) {
        Optional<ProjectionType> projection = section.required("projection", PROJECTION);
        List<String> included = projection.equals(Optional.of(ProjectionType.INCLUDE)) ? included(section) : List.of();
        return key.flatMap(known -> projection.map(type -> new IndexDefinition(name, scope, known, type, included)));
    }

    private static List<String> included(Section section) {
        int before = section.problemCount();
        List<String> included = section.values("include", ATTRIBUTE).orElse(List.of());
        if (section.problemCount() == before
                && (included.isEmpty() || included.size() > MOST_INCLUDED || hasTwice(included))) {
            section.problem("include", "needs 1 to " + MOST_INCLUDED + " attributes, each once");
        }
        return included;
    }

    private static boolean hasTwice(List<String> names) {
        return new HashSet<>(names).size() < names.size();
    }

    private static Optional<KeyAttribute> optionalKey(Section section, String key) {
        return section.has(key) ? key(section, key) : Optional.empty();
    }

    private static Optional<KeyAttribute> key(Section section, String key) {
        int before = section.problemCount();
        Map<String, ScalarAttributeType> attributes = section.pairs(key, ATTRIBUTE, TYPE);
        if (attributes.size() != 1 && section.problemCount() == before) {
            section.problem(key, "needs one attribute with its type, such as {id: string}");
        }
        return attributes.entrySet().stream()
                .findFirst()
                .map(attribute -> new KeyAttribute(attribute.getKey(), attribute.getValue()));
    }

    private void requireOneTypeEach(KeySchema key, List<IndexDefinition> indexes) {
        Map<String, ScalarAttributeType> types = new HashMap<>();
        Stream.concat(Stream.of(key), indexes.stream().map(IndexDefinition::key))
                .flatMap(KeySchema::attributes)
                .distinct()
                .filter(attribute -> types.put(attribute.name(), attribute.type()) != null)
                .forEach(attribute ->
                        section.problem("", "has the attribute '" + attribute.name() + "' with two types: write one"));
    }
}
