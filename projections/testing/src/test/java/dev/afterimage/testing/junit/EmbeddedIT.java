package dev.afterimage.testing.junit;

import static dev.afterimage.testing.junit.Orders.customer;
import static dev.afterimage.testing.junit.Orders.order;
import static dev.afterimage.testing.junit.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.table.TableFile;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.embedded.EmbeddedTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@AfterimageTest(value = Orders.Counting.class, tables = "tables.yaml", embedded = true)
class EmbeddedIT {
    @Test
    void compares_what_dynamodb_holds(ProjectionScenario scenario, DynamoDbClient client) {
        scenario.given().insert("orders", order("O1", "C1"));
        scenario.given().insert("customers", customer("C1", "Ada"));
        scenario.expectRows("customer_orders", row("C1", "Ada", 1));

        scenario.given().insert("orders", order("O2", "C1"));
        scenario.expectRows("customer_orders", row("C1", "Ada", 2));

        assertThat(client.getItem(request -> request.tableName("customer_orders")
                                .key(Map.of("customer", AttributeValue.fromS("C1"))))
                        .item())
                .isEqualTo(row("C1", "Ada", 2).attributes());
        assertThat(client.listTables().tableNames()).contains("orders", "customers", "afterimage_audit");
    }

    @Test
    void finds_a_row_in_dynamodb_that_nobody_expects(ProjectionScenario scenario, DynamoDbClient client) {
        client.putItem(request ->
                request.tableName("customer_orders").item(row("C9", "Eve", 1).attributes()));

        assertThatThrownBy(() -> scenario.expectRows("customer_orders"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("table customer_orders in DynamoDB holds other rows", "unexpected:", "Eve");
    }

    @Test
    void tells_what_dynamodb_refuses() {
        ChangeHistory history =
                new ChangeHistory(TableFile.beside(Orders.class, "tables.yaml").sources());
        history.insert("orders", order("O1", "C".repeat(2_049)));

        try (EmbeddedTables tables = EmbeddedTables.start(List.of(new Orders.Counting()), List.of())) {
            assertThatThrownBy(() -> tables.apply(history.changes()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("change orders/id=O1", "cannot be applied in DynamoDB", "2048");
        }
    }
}
