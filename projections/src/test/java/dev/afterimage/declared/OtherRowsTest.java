package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ReadingProjection;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.ProjectionTester;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shapes that know other rows, on arbitrary histories: right in every order, however it is cut, and equal to what the
 * table holds.
 */
@NullMarked
final class OtherRowsTest {
    private static final Comparator<Item> BY_KEY = Comparator.comparing(OtherRowsTest::id);
    private static final List<Projection> ALL = Definitions.all("""
            projections:
              per_customer:
                source: {table: orders, key: [order_id]}
                shape: group
                filter: {dynamodb: {NewImage: {expires_at: {N: [{numeric: ["<", 80]}]}}}}
                table: {partition: {customer_id: string}}
                count: orders
                sums: {revenue: "{total}"}
                min: {cheapest: "{total}", first_picture: "{picture}"}
                max: {dearest: "{total}", "least ! but ümlaut": "{status}"}
                last: {last_status: {of: "{status}", by: "{expires_at}"}}
                distinct: {statuses: "{status}", totals: "{total}"}
              states_per_customer:
                source: {table: orders, key: [order_id]}
                shape: group
                table: {partition: {customer_id: string}}
                distinct: {statuses: "{status}"}
                members: states_of_customers
              latest_order:
                source: {table: orders, key: [order_id]}
                shape: latest
                by: "{expires_at}"
                table: {partition: {customer_id: string}}
                attributes: [status, total, order_id, anything]
              latest_whole:
                source: {table: orders, key: [order_id]}
                shape: latest
                by: "{total}"
                table: {partition: {state: string}, sort: {customer_id: string}}
                key: {state: "in {status}"}
              claims:
                source: {table: orders, key: [order_id]}
                shape: unique
                table: {partition: {claim: string}}
                key: {claim: "{status}/{order_id}"}
                attributes: [total]
            """);
    private static final ProjectionTester TESTER = new ProjectionTester(ALL);

    @Test
    void short_histories_pass_every_check_in_every_order() {
        for (int seed = 0; seed < 30; seed++) {
            TESTER.verify(Orders.of(seed, 3 + seed % 6).changes(), seed);
        }
    }

    @Test
    void long_histories_pass_every_check_in_every_order() {
        for (int seed = 0; seed < 3; seed++) {
            TESTER.verify(Orders.of(seed, 100).changes(), seed);
        }
    }

    @Test
    void the_views_show_what_the_table_holds() {
        for (int seed = 0; seed < 150; seed++) {
            ChangeHistory history = Orders.of(seed, seed);
            List<Item> orders = history.items("orders");
            InMemoryTables tables = TESTER.tablesAfter(history.changes());

            assertThat(figures(tables)).as("seed %d", seed).isEqualTo(expectedFigures(orders));
            assertThat(shown(tables, "latest_order")).as("seed %d", seed).isEqualTo(expectedLatest(orders));
            assertThat(shown(tables, "latest_whole")).as("seed %d", seed).isEqualTo(expectedLatestWhole(orders));
            assertThat(shown(tables, "claims")).as("seed %d", seed).isEqualTo(expectedClaims(orders));
        }
    }

    @Test
    void nothing_is_kept_once_everything_is_deleted() {
        ChangeHistory history = Orders.of(7, 80);
        history.items("orders").forEach(order -> history.remove("orders", order));

        InMemoryTables tables = TESTER.tablesAfter(history.changes());

        for (TableName table : tables.names()) {
            assertThat(tables.shownRows(table)).as(table.value()).isEmpty();
        }
    }

    @Test
    void only_a_definition_that_needs_it_reads_and_only_one_that_needs_order_reads_ranges() {
        assertThat(ALL).allMatch(ReadingProjection.class::isInstance);
        assertThat(ALL.get(0).tables().get(1).ranged()).isTrue();
        assertThat(ALL.get(0).tables().get(1).name().value()).isEqualTo("per_customer_members");
        assertThat(ALL.get(1).tables().get(1).ranged()).isFalse();
        assertThat(ALL.get(1).tables().get(1).name().value()).isEqualTo("states_of_customers");
        assertThat(ALL.get(4).tables()).hasSize(1);
    }

    private static Set<Item> shown(InMemoryTables tables, String table) {
        return new HashSet<>(tables.shownRows(new TableName(table)));
    }

    private static Map<String, Map<String, AttributeValue>> figures(InMemoryTables tables) {
        Map<String, Map<String, AttributeValue>> figures = new HashMap<>();
        for (Item row : tables.shownRows(new TableName("per_customer"))) {
            Map<String, AttributeValue> shown = new HashMap<>(row.attributes());
            shown.remove("revenue");
            shown.values().removeIf(value -> "0".equals(value.n()));
            shown.replaceAll((_, value) -> canonical(value));
            figures.put(row.string("customer_id").orElseThrow(), shown);
        }
        return figures;
    }

    private static Map<String, Map<String, AttributeValue>> expectedFigures(List<Item> orders) {
        Map<String, Map<String, AttributeValue>> expected = new HashMap<>();
        orders.stream()
                .filter(order -> order.number("expires_at")
                        .filter(second -> second.intValueExact() < 80)
                        .isPresent())
                .filter(order -> order.string("customer_id").isPresent())
                .collect(Collectors.groupingBy(
                        order -> order.string("customer_id").orElseThrow()))
                .forEach((customer, theirs) -> expected.put(customer, expectedOf(customer, theirs)));
        return expected;
    }

    private static Map<String, AttributeValue> expectedOf(String customer, List<Item> orders) {
        Map<String, AttributeValue> row = new HashMap<>();
        row.put("customer_id", AttributeValue.fromS(customer));
        row.put("orders", number(orders.size()));
        Comparator<Item> byTotal = comparing(order -> order.number("total"));
        having(orders, "total").min(byTotal.thenComparing(BY_KEY)).ifPresent(order -> show(row, "cheapest", order));
        having(orders, "total").max(byTotal.thenComparing(BY_KEY)).ifPresent(order -> show(row, "dearest", order));
        orders.stream()
                .flatMap(order -> order.binary("picture").stream())
                .min((left, right) -> Arrays.compareUnsigned(left.asByteArray(), right.asByteArray()))
                .ifPresent(picture -> row.put("first_picture", AttributeValue.fromB(picture)));
        orders.stream()
                .flatMap(order -> order.string("status").stream())
                .max(Comparator.naturalOrder())
                .ifPresent(status -> row.put("least ! but ümlaut", AttributeValue.fromS(status)));
        orders.stream()
                .max(OtherRowsTest.<BigDecimal>comparing(order -> order.number("expires_at"))
                        .thenComparing(BY_KEY))
                .flatMap(order -> order.get("status"))
                .ifPresent(status -> row.put("last_status", status));
        count(row, "statuses", orders, order -> order.string("status"));
        count(row, "totals", orders, order -> order.number("total").map(BigDecimal::stripTrailingZeros));
        return row;
    }

    private static void show(Map<String, AttributeValue> row, String name, Item order) {
        row.put(name, canonical(order.get("total").orElseThrow()));
    }

    private static void count(
            Map<String, AttributeValue> row, String name, List<Item> orders, Function<Item, Optional<?>> value) {
        long values = orders.stream()
                .flatMap(order -> value.apply(order).stream())
                .distinct()
                .count();
        if (values > 0) {
            row.put(name, number(values));
        }
    }

    private static Set<Item> expectedLatest(List<Item> orders) {
        return orders.stream()
                .filter(order -> order.string("customer_id").isPresent())
                .collect(Collectors.groupingBy(
                        order -> order.string("customer_id").orElseThrow(),
                        Collectors.maxBy(OtherRowsTest.<BigDecimal>comparing(order -> order.number("expires_at"))
                                .thenComparing(BY_KEY))))
                .values()
                .stream()
                .map(Optional::orElseThrow)
                .map(order -> order.without("expires_at").without("tags").without("picture"))
                .collect(Collectors.toSet());
    }

    private static Set<Item> expectedLatestWhole(List<Item> orders) {
        return having(orders, "total")
                .filter(order -> order.string("customer_id").isPresent()
                        && order.string("status").isPresent())
                .collect(Collectors.groupingBy(
                        order -> order.string("customer_id").orElseThrow() + "/"
                                + order.string("status").orElseThrow(),
                        Collectors.maxBy(OtherRowsTest.<BigDecimal>comparing(order -> order.number("total"))
                                .thenComparing(BY_KEY))))
                .values()
                .stream()
                .map(Optional::orElseThrow)
                .map(order -> order.with(
                        "state",
                        AttributeValue.fromS("in " + order.string("status").orElseThrow())))
                .collect(Collectors.toSet());
    }

    private static Set<Item> expectedClaims(List<Item> orders) {
        return orders.stream()
                .filter(order -> order.string("status").isPresent())
                .map(order -> {
                    Item claim = Item.empty()
                            .with(
                                    "claim",
                                    AttributeValue.fromS(order.string("status").orElseThrow() + "/" + id(order)))
                            .with("order_id", AttributeValue.fromS(id(order)));
                    return order.get("total")
                            .map(total -> claim.with("total", total))
                            .orElse(claim);
                })
                .collect(Collectors.toSet());
    }

    private static Stream<Item> having(List<Item> orders, String number) {
        return orders.stream().filter(order -> order.number(number).isPresent());
    }

    private static <T extends Comparable<T>> Comparator<Item> comparing(Function<Item, Optional<T>> value) {
        return Comparator.comparing(order -> value.apply(order).orElseThrow());
    }

    private static AttributeValue canonical(AttributeValue value) {
        return value.n() == null
                ? value
                : AttributeValue.fromN(
                        new BigDecimal(value.n()).stripTrailingZeros().toPlainString());
    }

    private static AttributeValue number(long number) {
        return canonical(AttributeValue.fromN(Long.toString(number)));
    }

    private static String id(Item order) {
        return order.string("order_id").orElseThrow();
    }
}
