package dev.afterimage.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.ChangeHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TypedTest {
    private static final TableDefinition SOURCE = TableDefinition.of("orders", KeySchema.of(KeyAttribute.string("id")));
    private static final DerivedTable TABLE = DerivedTable.of(
            TableDefinition.of("totals", KeySchema.of(KeyAttribute.string("customer_id"), KeyAttribute.string("id"))));
    private static final Typed<Order> ORDERS = Typed.ofRecord(Order.class);

    enum State {
        OPEN,
        PAID
    }

    record Line(String article, int pieces) {}

    record Order(
            String id,
            @DynamoDbAttribute("customer_id") String customer,
            BigDecimal total,
            long version,
            boolean gift,
            State state,
            Instant at,
            List<String> notes,
            Set<String> tags,
            Map<String, Integer> counts,
            Line first,
            Optional<String> coupon,
            Optional<Integer> points) {}

    private static Order order(Optional<String> coupon) {
        return new Order(
                "O1",
                "C1",
                new BigDecimal("12.50"),
                3,
                true,
                State.PAID,
                Instant.parse("2026-01-01T10:00:00Z"),
                List.of("ring twice"),
                Set.of("new"),
                Map.of("a", 1),
                new Line("A1", 2),
                coupon,
                Optional.of(7));
    }

    @Test
    void a_record_becomes_an_item_and_again_the_record() {
        Order order = order(Optional.of("SPRING"));

        Item item = ORDERS.item(order);

        assertThat(item.attributes())
                .containsEntry("customer_id", AttributeValue.fromS("C1"))
                .containsEntry("total", AttributeValue.fromN("12.50"))
                .containsEntry("gift", AttributeValue.fromBool(true))
                .containsEntry("state", AttributeValue.fromS("PAID"))
                .containsEntry("coupon", AttributeValue.fromS("SPRING"))
                .containsEntry("points", AttributeValue.fromN("7"))
                .containsEntry(
                        "first",
                        AttributeValue.fromM(
                                Map.of("article", AttributeValue.fromS("A1"), "pieces", AttributeValue.fromN("2"))))
                .doesNotContainKey("customer");
        assertThat(ORDERS.read(item)).isEqualTo(order);
    }

    @Test
    void what_is_empty_is_no_attribute_and_again_empty() {
        Item item = ORDERS.item(order(Optional.empty()));

        assertThat(item.has("coupon")).isFalse();
        assertThat(ORDERS.read(item).coupon()).isEmpty();
    }

    @Test
    void attributes_that_the_record_does_not_know_are_left_out() {
        Item item = ORDERS.item(order(Optional.empty())).with("color", AttributeValue.fromS("red"));

        assertThat(ORDERS.read(item)).isEqualTo(order(Optional.empty()));
    }

    @Test
    void reads_both_images_of_a_change() {
        ChangeHistory history = new ChangeHistory(List.of(SOURCE));
        Change inserted = history.insert("orders", ORDERS.item(order(Optional.empty())));
        Change modified = history.modify("orders", ORDERS.item(order(Optional.of("SPRING"))));
        Change removed = history.remove("orders", ORDERS.item(order(Optional.empty())));

        assertThat(ORDERS.before(inserted)).isEmpty();
        assertThat(ORDERS.after(inserted)).contains(order(Optional.empty()));
        assertThat(ORDERS.before(modified)).contains(order(Optional.empty()));
        assertThat(ORDERS.after(modified)).contains(order(Optional.of("SPRING")));
        assertThat(ORDERS.before(removed)).contains(order(Optional.of("SPRING")));
        assertThat(ORDERS.after(removed)).isEmpty();
    }

    @Test
    void writes_rows_under_the_tables_key() {
        Order order = order(Optional.empty());

        Write.Put put = ORDERS.put(TABLE, order);

        assertThat(put.row().toString()).isEqualTo("totals/customer_id=C1&id=O1");
        assertThat(put.item()).isEqualTo(ORDERS.item(order));
        assertThat(ORDERS.delete(TABLE, order).row()).isEqualTo(put.row());
    }

    @Test
    void says_which_attribute_is_missing_or_does_not_fit_and_quotes_no_value() {
        Item item = ORDERS.item(order(Optional.empty()));

        assertThatThrownBy(() -> ORDERS.read(item.without("total")))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessage("Order: the item lacks the attribute 'total'");
        assertThatThrownBy(() -> ORDERS.read(item.with("total", AttributeValue.fromS("secret"))))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessage("Order: the attribute 'total' is of type S and does not fit")
                .hasNoCause();
        assertThatThrownBy(() -> ORDERS.read(item.with("state", AttributeValue.fromS("LOST"))))
                .hasMessage("Order: the attribute 'state' is of type S and does not fit");
    }

    record Strict(String id) {
        Strict {
            if (id.length() > 2) {
                throw new IllegalArgumentException(id + " is too long");
            }
        }
    }

    @Test
    void says_that_a_constructor_refuses_an_item_and_quotes_no_value() {
        Item item = Item.of(Map.of("id", AttributeValue.fromS("O123")));

        assertThatThrownBy(() -> Typed.ofRecord(Strict.class).read(item))
                .hasMessage("Strict: its constructor refuses the item (IllegalArgumentException)")
                .hasNoCause();
    }

    record Odd(String id, Thread thread) {}

    @Test
    void refuses_a_record_with_a_component_that_is_no_attribute() {
        assertThatThrownBy(() -> Typed.ofRecord(Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Odd has a component that is no attribute", "Thread");
    }

    /** As the Enhanced Client's guide has it. */
    @DynamoDbBean
    public static class Customer {
        private String id = "";
        private int orders;

        @DynamoDbPartitionKey
        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public int getOrders() {
            return orders;
        }

        public void setOrders(int orders) {
            this.orders = orders;
        }
    }

    @Test
    void takes_the_enhanced_clients_own_schemas() {
        Typed<Customer> customers = Typed.of(TableSchema.fromBean(Customer.class));
        Item item = Item.of(Map.of("id", AttributeValue.fromS("C1"), "orders", AttributeValue.fromN("2")));

        assertThat(customers.read(item).getOrders()).isEqualTo(2);
        assertThat(customers.item(customers.read(item))).isEqualTo(item);
        assertThatThrownBy(() -> customers.read(item.with("orders", AttributeValue.fromS("secret"))))
                .hasMessage("Customer: the attribute 'orders' is of type S and does not fit");
    }
}
