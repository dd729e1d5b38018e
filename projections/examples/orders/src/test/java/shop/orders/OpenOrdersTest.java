package shop.orders;

import dev.afterimage.item.Item;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.junit.AfterimageTest;
import dev.afterimage.testing.junit.ProjectionScenario;
import dev.afterimage.typed.Typed;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** In memory; {@link OpenOrdersOnDynamoDbTest} does the same on an embedded DynamoDB. */
@AfterimageTest(value = OpenOrders.class, tables = "tables.yaml")
class OpenOrdersTest {
    private static final Typed<Order> ORDERS = Typed.ofRecord(Order.class);

    @Test
    void counts_open_orders_of_each_customer(ProjectionScenario scenario) {
        ChangeHistory history = scenario.given();
        history.insert("orders", order("O1", "C1", "open", "40"));
        history.insert("orders", order("O2", "C1", "open", "9.50"));
        history.insert("orders", order("O3", "C2", "cart", "120"));

        scenario.expectRows("open_orders", row("C1", 2, "49.5"));
    }

    @Test
    void follows_an_order_to_its_end(ProjectionScenario scenario) {
        ChangeHistory history = scenario.given();
        history.insert("orders", order("O1", "C1", "open", "40"));
        history.modify("orders", order("O1", "C2", "open", "45"));
        scenario.expectRows("open_orders", row("C1", 0, "0"), row("C2", 1, "45"));

        history.modify("orders", order("O1", "C2", "paid", "45"));
        history.remove("orders", order("O1", "C2", "paid", "45"));
        scenario.expectRows("open_orders", row("C1", 0, "0"), row("C2", 0, "0"));
    }

    @Test
    void reads_what_was_recorded(ProjectionScenario scenario) {
        scenario.given("order-paid.json");

        scenario.expectRows("open_orders", row("C1", 0, "0"));
    }

    private static Item order(String id, String customer, String status, String total) {
        return ORDERS.item(new Order(id, customer, status, Optional.of(new BigDecimal(total))));
    }

    private static Item row(String customer, int orders, String total) {
        return Item.of(Map.of(
                "customer_id", AttributeValue.fromS(customer),
                "orders", AttributeValue.fromN(Integer.toString(orders)),
                "total", AttributeValue.fromN(total)));
    }
}
