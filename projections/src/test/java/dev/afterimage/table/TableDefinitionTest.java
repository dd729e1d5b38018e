package dev.afterimage.table;

import static dev.afterimage.table.KeyAttribute.number;
import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.Tag;

@NullMarked
final class TableDefinitionTest {
    private static final TableDefinition ITEMS = TableDefinition.of(
            "items",
            KeySchema.of(string("list_id"), string("datetime")),
            IndexDefinition.local(
                    "items_by_order", KeySchema.of(string("list_id"), number("order")), ProjectionType.ALL),
            IndexDefinition.global(
                    "items_by_owner", KeySchema.of(string("owner")), ProjectionType.INCLUDE, "description", "done"));

    @Test
    void asks_for_the_table_with_its_keys() {
        CreateTableRequest request = ITEMS.createRequest();

        assertThat(request.tableName()).isEqualTo("items");
        assertThat(request.billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(request.keySchema()).containsExactly(hash("list_id"), range("datetime"));
        assertThat(request.attributeDefinitions())
                .containsExactly(
                        attribute("list_id", ScalarAttributeType.S),
                        attribute("datetime", ScalarAttributeType.S),
                        attribute("order", ScalarAttributeType.N),
                        attribute("owner", ScalarAttributeType.S));
        assertThat(request.streamSpecification()).isNull();
    }

    @Test
    void asks_for_the_indexes() {
        CreateTableRequest request = ITEMS.createRequest();

        assertThat(request.localSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("items_by_order");
            assertThat(index.keySchema()).containsExactly(hash("list_id"), range("order"));
            assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL);
            assertThat(index.projection().hasNonKeyAttributes()).isFalse();
        });
        assertThat(request.globalSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("items_by_owner");
            assertThat(index.keySchema()).containsExactly(hash("owner"));
            assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
            assertThat(index.projection().nonKeyAttributes()).containsExactly("description", "done");
        });
    }

    @Test
    void asks_for_no_index_where_there_is_none() {
        CreateTableRequest request =
                TableDefinition.of("plain", KeySchema.of(string("id"))).createRequest();

        assertThat(request.hasGlobalSecondaryIndexes()).isFalse();
        assertThat(request.hasLocalSecondaryIndexes()).isFalse();
        assertThat(request.keySchema()).containsExactly(hash("id"));
    }

    @Test
    void asks_for_a_stream_of_both_images() {
        CreateTableRequest request = ITEMS.withStream().createRequest();

        assertThat(request.streamSpecification().streamEnabled()).isTrue();
        assertThat(request.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
    }

    @Test
    void asks_for_what_its_settings_say_and_for_nothing_else() {
        CreateTableRequest plain = ITEMS.createRequest();
        CreateTableRequest careful = ITEMS.withSettings(new TableSettings(
                        new Billing.Provisioned(5, 7, false),
                        "alias/mine",
                        35,
                        true,
                        TableClass.STANDARD_INFREQUENT_ACCESS,
                        List.of("us-west-2"),
                        Map.of("team", "blue")))
                .createRequest();

        assertThat(plain.provisionedThroughput()).isNull();
        assertThat(plain.sseSpecification()).isNull();
        assertThat(plain.deletionProtectionEnabled()).isNull();
        assertThat(plain.tableClass()).isNull();
        assertThat(plain.hasTags()).isFalse();
        assertThat(careful.billingMode()).isEqualTo(BillingMode.PROVISIONED);
        assertThat(careful.provisionedThroughput().readCapacityUnits()).isEqualTo(5);
        assertThat(careful.globalSecondaryIndexes())
                .allSatisfy(index -> assertThat(index.provisionedThroughput().writeCapacityUnits())
                        .isEqualTo(7));
        assertThat(careful.sseSpecification().sseType()).isEqualTo(SSEType.KMS);
        assertThat(careful.sseSpecification().kmsMasterKeyId()).isEqualTo("alias/mine");
        assertThat(careful.deletionProtectionEnabled()).isTrue();
        assertThat(careful.tableClass()).isEqualTo(TableClass.STANDARD_INFREQUENT_ACCESS);
        assertThat(careful.tags())
                .containsExactly(Tag.builder().key("team").value("blue").build());
    }

    @Test
    void asks_for_a_limit_on_demand_of_the_table_and_its_indexes() {
        CreateTableRequest request = ITEMS.withSettings(new TableSettings(
                        new Billing.OnDemand(Optional.empty(), Optional.of(100)),
                        TableSettings.AWS_MANAGED,
                        0,
                        false,
                        TableClass.STANDARD,
                        List.of(),
                        Map.of()))
                .createRequest();

        assertThat(request.onDemandThroughput().maxWriteRequestUnits()).isEqualTo(100);
        assertThat(request.globalSecondaryIndexes())
                .allSatisfy(index -> assertThat(index.onDemandThroughput().maxWriteRequestUnits())
                        .isEqualTo(100));
        assertThat(request.sseSpecification().kmsMasterKeyId()).isNull();
        assertThat(request.sseSpecification().enabled()).isTrue();
    }

    @Test
    void is_copied_with_changes() {
        TableDefinition changed =
                ITEMS.withTimeToLive("expires_at").withStream().named(new TableName("other"));

        assertThat(changed.timeToLive()).contains("expires_at");
        assertThat(changed.stream()).contains(StreamViewType.NEW_AND_OLD_IMAGES);
        assertThat(changed.name()).hasToString("other");
        assertThat(changed.key()).isEqualTo(ITEMS.key());
        assertThat(changed.indexes()).isEqualTo(ITEMS.indexes());
        assertThat(ITEMS.withStream().withTimeToLive("expires_at").stream()).isPresent();
        assertThat(ITEMS.stream()).isEmpty();
        assertThat(ITEMS.timeToLive()).isEmpty();
    }

    @Test
    void finds_the_key_of_an_item() {
        Item item = Item.of(Map.of(
                "list_id", AttributeValue.fromS("L1"),
                "datetime", AttributeValue.fromS("t1"),
                "done", AttributeValue.fromBool(true)));

        assertThat(ITEMS.key().keyOf(item)).isEqualTo(ItemKey.of("list_id", "L1", "datetime", "t1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ITEMS.key().keyOf(item.without("datetime")))
                .withMessage("the item lacks its key attribute 'datetime'");
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }

    private static KeySchemaElement range(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.RANGE)
                .build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
