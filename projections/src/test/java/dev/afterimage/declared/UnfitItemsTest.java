package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.Trial;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What items that a definition did not expect lead to. */
@NullMarked
final class UnfitItemsTest {
    private static final String COPY = """
            projections:
              by_customer:
                source: {table: orders, key: [order_id]}
                shape: copy
                table: {partition: {customer_id: string}, sort: {sort: string}}
                key: {sort: "{status}#{order_id}"}
            """;
    private static final Item ORDER = Item.empty()
            .with("order_id", text("O1"))
            .with("customer_id", text("C1"))
            .with("status", text("open"));

    private final ChangeHistory history = new ChangeHistory(List.of(Orders.TABLE));

    @Test
    void a_part_of_the_key_that_is_missing_null_or_empty_means_no_row() {
        Projection copy = Definitions.one(COPY);
        Item first = ORDER.without("customer_id");

        assertThat(copy.project(history.insert("orders", first))).isEmpty();
        assertThat(copy.project(history.modify("orders", ORDER)))
                .singleElement()
                .isInstanceOf(Write.Put.class);
        assertThat(copy.project(history.modify("orders", ORDER.with("customer_id", AttributeValue.fromNul(true)))))
                .singleElement()
                .isInstanceOf(Write.Delete.class);
        assertThat(copy.project(history.modify("orders", ORDER.with("customer_id", text("")))))
                .isEmpty();
        assertThat(copy.project(history.modify("orders", ORDER.with("status", AttributeValue.fromNul(true)))))
                .isEmpty();
    }

    @Test
    void a_part_of_another_type_is_an_error_that_names_the_attribute_and_not_its_value() {
        Projection copy = Definitions.one(COPY);

        assertUnfit(copy, ORDER.with("customer_id", AttributeValue.fromN("4711")))
                .hasMessage("the key attribute 'customer_id' of table by_customer would be a number, not a string");
        assertUnfit(copy, ORDER.with("status", AttributeValue.fromL(List.of(text("secret")))))
                .hasMessage("'status' is a list: a text is made of strings, numbers and booleans");
        assertUnfit(copy, ORDER.with("customer_id", text("x".repeat(2049))))
                .hasMessageContaining("would have 2049 bytes: DynamoDB takes up to 2048");
        assertUnfit(copy, ORDER.with("status", text("a#b")))
                .hasMessage("'status' holds '#', which comes after it in the row's key: another item's row could have"
                        + " the same key");
    }

    @Test
    void a_separator_that_only_seems_to_begin_later_is_seen_through() {
        Projection copy = Definitions.one(COPY.replace("{status}#{order_id}", "{status}##{order_id}"));

        assertUnfit(copy, ORDER.with("status", text("a#"))).hasMessageContaining("'status' holds '##'");
        assertThat(copy.project(history.insert("orders", ORDER.with("status", text("#a")))))
                .hasSize(1);
    }

    @Test
    void sums_take_numbers_and_indexes_take_values() {
        Projection group = Definitions.one("""
                projections:
                  per_customer:
                    source: {table: orders, key: [order_id]}
                    shape: group
                    table: {partition: {customer_id: string}}
                    sums: {revenue: "{total.net}"}
                """);
        Projection index = Definitions.one("""
                projections:
                  by_tag:
                    source: {table: orders, key: [order_id]}
                    shape: index
                    of: "{tags}"
                    table: {partition: {tag: string}, sort: {order_id: string}}
                    key: {tag: "{$value}"}
                """);
        AttributeValue map = AttributeValue.fromM(java.util.Map.of("net", text("12")));

        assertUnfit(group, ORDER.with("total", map)).hasMessage("'total.net' is a string: a sum is made of numbers");
        assertUnfit(index, ORDER.with("tags", map))
                .hasMessageStartingWith("'tags' is a map: an index is made by a string");
        assertUnfit(index, ORDER.with("tags", AttributeValue.fromL(List.of(map))))
                .hasMessageStartingWith("'tags' is a list that holds a map");
        assertUnfit(index, ORDER.with("tags", AttributeValue.fromNs(List.of("1"))))
                .hasMessage("the key attribute 'tag' of table by_tag would be a number, not a string");
    }

    @Test
    void what_cannot_be_ranked_or_has_no_place_is_an_error_and_then_it_brings_nothing_to_any_figure() {
        Projection group = Definitions.one("""
                projections:
                  per_customer:
                    source: {table: orders, key: [order_id]}
                    shape: group
                    table: {partition: {customer_id: string}}
                    max: {most: "{note}"}
                """);
        Item listed = ORDER.with("note", AttributeValue.fromL(List.of(text("secret"))));
        Item endless = ORDER.with("note", text("x".repeat(1020)));
        history.insert("orders", ORDER);
        history.modify("orders", listed);
        history.modify("orders", endless);

        Trial trial = Trial.of(List.of(group), history.changes());
        Trial behind = Trial.of(List.of(group), List.of(history.remove("orders", endless)));

        assertThat(trial.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .isEqualTo("'note' is a list: a max is made of strings, numbers and binaries"));
        assertThat(Trial.of(List.of(group), List.of(history.insert("orders", endless)))
                        .refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .isEqualTo("the key attribute 'member' of table per_customer_members would have 1038 bytes:"
                                + " DynamoDB takes up to 1024"));
        assertThat(behind.refusals()).isEmpty();
        assertThat(behind.tables().rows(behind.tables().names().getFirst())).isEmpty();
    }

    @Test
    void an_item_that_is_fit_again_has_its_row_again() {
        Projection copy = Definitions.one(COPY);
        history.insert("orders", ORDER.with("customer_id", AttributeValue.fromN("1")));

        assertThat(copy.project(history.modify("orders", ORDER)))
                .singleElement()
                .isInstanceOf(Write.Put.class);
    }

    @Test
    void the_changes_behind_one_that_cannot_be_projected_wait() {
        history.insert("orders", ORDER);
        history.modify("orders", ORDER.with("customer_id", AttributeValue.fromN("1")));
        history.modify("orders", ORDER.with("status", text("paid")));
        history.remove("orders", ORDER);
        history.insert("orders", ORDER.with("order_id", text("O2")));

        Trial trial = Trial.of(Definitions.all(COPY), history.changes());

        assertThat(trial.projected()).isEqualTo(5);
        assertThat(trial.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.change()).isEqualTo(history.changes().get(1).id());
            assertThat(refusal.waiting()).isEqualTo(2);
        });
        assertThat(trial.tables().rows(trial.tables().names().getFirst())).hasSize(2);
    }

    @Test
    void another_key_than_the_definition_says_is_an_error() {
        ChangeHistory other = new ChangeHistory(List.of(TableDefinition.of(
                "orders", KeySchema.of(KeyAttribute.string("customer_id"), KeyAttribute.string("order_id")))));
        Change change = other.insert("orders", ORDER);

        assertThatThrownBy(() -> Definitions.one(COPY).project(change))
                .isInstanceOf(UnfitItemException.class)
                .hasMessage("the key of table orders is [customer_id, order_id], not [order_id] as the definition of"
                        + " by_customer says under source.key");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertUnfit(Projection projection, Item order) {
        Change change = new ChangeHistory(List.of(Orders.TABLE)).insert("orders", order);
        return assertThatThrownBy(() -> projection.project(change)).isInstanceOf(UnfitItemException.class);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
