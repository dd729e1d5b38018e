package dev.afterimage.testing.junit;

import static dev.afterimage.testing.junit.Orders.customer;
import static dev.afterimage.testing.junit.Orders.order;
import static dev.afterimage.testing.junit.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.Item;
import dev.afterimage.testing.ChangeHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@AfterimageTest(value = Orders.Counting.class, tables = "tables.yaml")
class AfterimageTestTest {
    @Test
    void gives_changes_and_expects_rows(ProjectionScenario scenario) {
        ChangeHistory history = scenario.given();
        history.insert("orders", order("O1", "C1"));
        history.insert("orders", order("O2", "C2"));
        history.insert("customers", customer("C1", "Ada"));
        scenario.expectRows("customer_orders", row("C1", "Ada", 1));

        history.modify("orders", order("O2", "C1"));
        history.insert("customers", customer("C2", "Bo"));
        history.remove("orders", order("O1", "C1"));
        scenario.expectRows("customer_orders", row("C1", "Ada", 1), row("C2", "Bo", 0));
    }

    @Test
    void begins_each_test_with_nothing(ProjectionScenario scenario) {
        assertThat(scenario.changes()).isEmpty();
        scenario.expectRows("customer_orders");
    }

    @Test
    void reads_events_beside_the_class(ProjectionScenario scenario) {
        scenario.given("order-lapses.json").given().insert("customers", customer("C1", "Ada"));

        assertThat(scenario.changes()).hasSize(4);
        scenario.expectRows("customer_orders", row("C1", "Ada", 1));
    }

    @Test
    void says_which_rows_are_missing_and_which_too_many(ProjectionScenario scenario) {
        scenario.given().insert("customers", customer("C1", "Ada"));

        assertThatThrownBy(() -> scenario.expectRows("customer_orders", row("C1", "Ada", 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "table customer_orders holds other rows than expected",
                        "missing:    {\"customer\":{\"S\":\"C1\"},\"name\":{\"S\":\"Ada\"},\"orders\":{\"N\":\"1\"}}",
                        "unexpected: {\"customer\":{\"S\":\"C1\"},\"name\":{\"S\":\"Ada\"},\"orders\":{\"N\":\"0\"}}");
    }

    @Test
    void tells_two_equal_rows_from_one(ProjectionScenario scenario) {
        scenario.given().insert("customers", customer("C1", "Ada"));

        assertThatThrownBy(() -> scenario.expectRows("customer_orders", row("C1", "Ada", 0), row("C1", "Ada", 0)))
                .hasMessageContaining("missing:");
    }

    @Test
    void says_what_is_wrong_with_an_event(ProjectionScenario scenario) {
        assertThatThrownBy(() -> scenario.given("nowhere.json"))
                .hasMessage("there is no nowhere.json beside " + AfterimageTestTest.class.getName()
                        + ": put it into the same package of the tests' resources, or write its path with / before it");
        assertThatThrownBy(() -> scenario.given("no-keys.json"))
                .hasMessageContainingAll("no-keys.json: Records[0] (line 4)", "it has no keys");
    }

    @Test
    @AfterimageTest(Orders.LastWins.class)
    void takes_the_annotation_of_the_method_first(ProjectionScenario scenario) {
        assertThatThrownBy(scenario::given)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@AfterimageTest(value = …, tables = \"tables.yaml\")");
    }

    @Test
    void serves_projections_with_parameters() {
        ProjectionScenario scenario = ProjectionScenario.of(List.of(new Orders.WithParameter("EUR")), List.of());

        scenario.given("/dev/afterimage/testing/junit/order-lapses.json");

        scenario.expectRows(
                "customer_orders",
                Item.of(Map.of("customer", AttributeValue.fromS("C1"), "name", AttributeValue.fromS("EUR"))));
    }

    @Nested
    class Inside {
        @Test
        void has_the_annotation_of_the_class_around_it(ProjectionScenario scenario) {
            scenario.given().insert("customers", customer("C1", "Ada"));
            scenario.expectRows("customer_orders", row("C1", "Ada", 0));
        }
    }
}
