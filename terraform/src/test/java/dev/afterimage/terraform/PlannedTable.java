package dev.afterimage.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;

/** A table of a plan, as the AWS provider asks DynamoDB for it. */
record PlannedTable(JsonNode values) {
    String name() {
        return values.path("name").asText();
    }

    Optional<String> timeToLive() {
        return values.path("ttl").isEmpty()
                ? Optional.empty()
                : Optional.of(values.path("ttl").get(0).path("attribute_name").asText());
    }

    int recoveryDays() {
        JsonNode recovery = values.path("point_in_time_recovery").path(0);
        return recovery.path("enabled").asBoolean()
                ? recovery.path("recovery_period_in_days").asInt()
                : 0;
    }

    CreateTableRequest createRequest() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name())
                .keySchema(key(values.path("hash_key").asText(), values.path("range_key")))
                .attributeDefinitions(attributes())
                .billingMode(BillingMode.fromValue(values.path("billing_mode").asText()));
        throughput(values).ifPresent(request::provisionedThroughput);
        limits(values).ifPresent(request::onDemandThroughput);
        addIndexes(request);
        if (values.path("stream_enabled").asBoolean()) {
            request.streamSpecification(stream -> stream.streamEnabled(true)
                    .streamViewType(values.path("stream_view_type").asText()));
        }
        addSettings(request);
        return request.build();
    }

    private void addIndexes(CreateTableRequest.Builder request) {
        List<GlobalSecondaryIndex> global = new ArrayList<>();
        for (JsonNode index : values.path("global_secondary_index")) {
            GlobalSecondaryIndex.Builder builder = GlobalSecondaryIndex.builder()
                    .indexName(index.path("name").asText())
                    .keySchema(key(index.path("hash_key").asText(), index.path("range_key")))
                    .projection(projection(index));
            throughput(index).ifPresent(builder::provisionedThroughput);
            limits(index).ifPresent(builder::onDemandThroughput);
            global.add(builder.build());
        }
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        List<LocalSecondaryIndex> local = new ArrayList<>();
        for (JsonNode index : values.path("local_secondary_index")) {
            local.add(LocalSecondaryIndex.builder()
                    .indexName(index.path("name").asText())
                    .keySchema(key(values.path("hash_key").asText(), index.path("range_key")))
                    .projection(projection(index))
                    .build());
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
    }

    private void addSettings(CreateTableRequest.Builder request) {
        if (values.path("server_side_encryption").path(0).path("enabled").asBoolean()) {
            request.sseSpecification(key -> key.enabled(true).sseType(SSEType.KMS));
        }
        if (values.path("deletion_protection_enabled").asBoolean()) {
            request.deletionProtectionEnabled(true);
        }
        TableClass tableClass = TableClass.fromValue(values.path("table_class").asText());
        if (tableClass != TableClass.STANDARD) {
            request.tableClass(tableClass);
        }
    }

    private List<AttributeDefinition> attributes() {
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (JsonNode attribute : values.path("attribute")) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(attribute.path("name").asText())
                    .attributeType(attribute.path("type").asText())
                    .build());
        }
        return attributes;
    }

    private static List<KeySchemaElement> key(String partition, JsonNode sort) {
        List<KeySchemaElement> key = new ArrayList<>(List.of(KeySchemaElement.builder()
                .attributeName(partition)
                .keyType(KeyType.HASH)
                .build()));
        if (sort.isTextual()) {
            key.add(KeySchemaElement.builder()
                    .attributeName(sort.asText())
                    .keyType(KeyType.RANGE)
                    .build());
        }
        return key;
    }

    private static Projection projection(JsonNode index) {
        Projection.Builder projection = Projection.builder()
                .projectionType(index.path("projection_type").asText());
        List<String> included = new ArrayList<>();
        index.path("non_key_attributes").forEach(name -> included.add(name.asText()));
        return included.isEmpty()
                ? projection.build()
                : projection.nonKeyAttributes(included).build();
    }

    private static Optional<ProvisionedThroughput> throughput(JsonNode node) {
        return node.path("read_capacity").isNumber()
                ? Optional.of(ProvisionedThroughput.builder()
                        .readCapacityUnits(node.path("read_capacity").asLong())
                        .writeCapacityUnits(node.path("write_capacity").asLong())
                        .build())
                : Optional.empty();
    }

    private static Optional<OnDemandThroughput> limits(JsonNode node) {
        JsonNode limits = node.path("on_demand_throughput").path(0);
        return limits.isObject()
                ? Optional.of(OnDemandThroughput.builder()
                        .maxReadRequestUnits(
                                limits.path("max_read_request_units").asLong())
                        .maxWriteRequestUnits(
                                limits.path("max_write_request_units").asLong())
                        .build())
                : Optional.empty();
    }
}
