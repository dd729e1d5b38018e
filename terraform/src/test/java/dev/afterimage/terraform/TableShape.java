package dev.afterimage.terraform;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What DynamoDB says of a table, without what differs from one table to the next. */
record TableShape(
        List<KeySchemaElement> key,
        Set<AttributeDefinition> attributes,
        Set<Index> indexes,
        Optional<StreamSpecification> stream,
        long reads,
        long writes) {
    /** An index. */
    record Index(String name, List<KeySchemaElement> key, String projection, Set<String> included) {
        static Index of(String name, List<KeySchemaElement> key, Projection projection) {
            return new Index(
                    name, key, projection.projectionTypeAsString(), new HashSet<>(projection.nonKeyAttributes()));
        }
    }

    static TableShape of(DynamoDbClient client, String name) {
        TableDescription found =
                client.describeTable(request -> request.tableName(name)).table();
        return new TableShape(
                found.keySchema(),
                new HashSet<>(found.attributeDefinitions()),
                Stream.concat(
                                found.globalSecondaryIndexes().stream()
                                        .map(index ->
                                                Index.of(index.indexName(), index.keySchema(), index.projection())),
                                found.localSecondaryIndexes().stream()
                                        .map(index ->
                                                Index.of(index.indexName(), index.keySchema(), index.projection())))
                        .collect(Collectors.toSet()),
                Optional.ofNullable(found.streamSpecification()),
                found.provisionedThroughput().readCapacityUnits(),
                found.provisionedThroughput().writeCapacityUnits());
    }
}
