package dev.afterimage.seed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LeavesNothingOpen;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@ExtendWith(LeavesNothingOpen.class)
class SampleTablesIT {
    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient client = local.client();

    @AfterEach
    void close() {
        client.close();
        local.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            users  | id:S                    | GLOBAL users_by_email(email) INCLUDE[email]                  | -
            lists  | id:S                    | GLOBAL lists_by_user_id(user_id) INCLUDE[id, title]          | -
            guests | list_id:S user_id:S     | GLOBAL guests_by_user_id(user_id list_id) KEYS_ONLY[]        | expires_at
            items  | list_id:S datetime:S    | LOCAL items_by_order(list_id order) ALL[]                    | expires_at
            """)
    void has_exactly_the_keys_indexes_stream_and_ttl_of_the_design(
            String table, String key, String index, String timeToLive) {
        SampleTables.create(client);

        TableDescription created =
                client.describeTable(describe -> describe.tableName(table)).table();

        assertThat(created.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(typedKey(created)).isEqualTo(key);
        assertThat(indexes(created)).containsExactly(index);
        assertThat(created.streamSpecification().streamEnabled()).isTrue();
        assertThat(created.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
        assertThat(timeToLive(table)).isEqualTo(timeToLive);
    }

    @Test
    void the_order_of_items_is_a_number() {
        SampleTables.create(client);

        assertThat(client.describeTable(describe -> describe.tableName("items"))
                        .table()
                        .attributeDefinitions())
                .extracting(AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString)
                .contains(tuple("order", "N"));
    }

    @Test
    void creates_what_is_missing_and_nothing_twice() {
        client.createTable(SampleTables.LISTS.createRequest());

        List<TableDefinition> first = SampleTables.create(client);
        List<TableDefinition> second = SampleTables.create(client);

        assertThat(first)
                .extracting(TableDefinition::name)
                .containsExactly(new TableName("users"), new TableName("guests"), new TableName("items"));
        assertThat(second).isEmpty();
    }

    private static String typedKey(TableDescription table) {
        return table.keySchema().stream()
                .map(element -> element.attributeName() + ":" + type(table, element.attributeName()))
                .collect(Collectors.joining(" "));
    }

    private static String type(TableDescription table, String attribute) {
        return table.attributeDefinitions().stream()
                .filter(definition -> definition.attributeName().equals(attribute))
                .findFirst()
                .orElseThrow()
                .attributeTypeAsString();
    }

    private static Stream<String> indexes(TableDescription table) {
        return Stream.concat(
                table.globalSecondaryIndexes().stream()
                        .map(index -> "GLOBAL " + index(index.indexName(), index.keySchema(), index.projection())),
                table.localSecondaryIndexes().stream()
                        .map(index -> "LOCAL " + index(index.indexName(), index.keySchema(), index.projection())));
    }

    private static String index(String name, List<KeySchemaElement> key, Projection projection) {
        String attributes =
                key.stream().map(KeySchemaElement::attributeName).collect(Collectors.joining(" ", "(", ") "));
        return name
                + attributes
                + projection.projectionTypeAsString()
                + projection.nonKeyAttributes().stream().sorted().toList();
    }

    private String timeToLive(String table) {
        TimeToLiveDescription description =
                client.describeTimeToLive(describe -> describe.tableName(table)).timeToLiveDescription();
        return description.timeToLiveStatus() == TimeToLiveStatus.ENABLED ? description.attributeName() : "-";
    }
}
