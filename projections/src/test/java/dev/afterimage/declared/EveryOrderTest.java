package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.ProjectionTester;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every shape, on arbitrary histories: right in every order, however it is cut, and equal to what the table holds. */
@NullMarked
final class EveryOrderTest {
    private static final List<Projection> ALL = Definitions.all("""
            projections:
              by_customer:
                source: {table: orders, key: [order_id]}
                shape: copy
                filter: {dynamodb: {NewImage: {status: {S: [{anything-but: [cancelled]}]}}}}
                table: {partition: {customer: string}, sort: {status_order: string}}
                key: {customer: "{customer_id}", status_order: "{status}#{order_id}"}
                attributes: {amount: "{total}", anything: "{anything}", label: "order of {total}", kind: order}
              whole:
                source: {table: orders, key: [order_id]}
                shape: copy
                table: {partition: {order_id: string}}
              by_tag:
                source: {table: orders, key: [order_id]}
                shape: index
                of: "{tags}"
                table: {partition: {tag: string}, sort: {order_id: string}}
                key: {tag: "{$value}"}
                attributes: [status, picture]
              by_total:
                source: {table: orders, key: [order_id]}
                shape: index
                of: "{total}"
                table: {partition: {order_id: string}, sort: {total: number}}
                key: {total: "{$value}"}
                attributes: []
              per_customer:
                source: {table: orders, key: [order_id]}
                shape: group
                filter: {dynamodb: {NewImage: {total: {N: [{numeric: ["<", 900]}]}}}}
                table: {partition: {customer_id: string}}
                count: orders
                sums: {revenue: "{total}"}
              log:
                source: {table: orders, key: [order_id]}
                shape: history
                filter: {changed: [status, total]}
                table: {partition: {order_id: string}, sort: {sequence: string}}
                key: {sequence: "{$sequence}"}
                attributes: {from: "{$old.status}", to: "{$new.status}", what: "{$operation}", at: "{$changed_at}"}
            """);
    private static final ProjectionTester TESTER = new ProjectionTester(ALL);

    @Test
    void short_histories_pass_every_check_in_every_order() {
        for (int seed = 0; seed < 40; seed++) {
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
        for (int seed = 0; seed < 80; seed++) {
            ChangeHistory history = Orders.of(seed, seed);
            List<Item> orders = history.items("orders");
            InMemoryTables tables = TESTER.tablesAfter(history.changes());

            assertThat(shown(tables, "whole")).as("seed %d", seed).isEqualTo(new HashSet<>(orders));
            assertThat(shown(tables, "by_customer")).as("seed %d", seed).isEqualTo(byCustomer(orders));
            assertThat(shown(tables, "by_tag")).as("seed %d", seed).isEqualTo(byTag(orders));
            assertThat(shown(tables, "by_total")).as("seed %d", seed).isEqualTo(byTotal(orders));
            assertThat(sums(tables)).as("seed %d", seed).isEqualTo(perCustomer(orders));
            assertThat(shown(tables, "log")).as("seed %d", seed).isEqualTo(log(history.changes()));
        }
    }

    @Test
    void nothing_is_shown_once_everything_is_deleted() {
        ChangeHistory history = Orders.of(7, 80);
        history.items("orders").forEach(order -> history.remove("orders", order));

        InMemoryTables tables = TESTER.tablesAfter(history.changes());

        for (String view : List.of("by_customer", "whole", "by_tag", "by_total", "per_customer")) {
            assertThat(tables.shownRows(new TableName(view))).as(view).isEmpty();
        }
        assertThat(tables.rows(new TableName("per_customer")))
                .as("what nobody can delete without having read it")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.number("orders")).contains(BigDecimal.ZERO));
    }

    private static Set<Item> shown(InMemoryTables tables, String table) {
        return new HashSet<>(tables.shownRows(new TableName(table)));
    }

    private static Set<Item> byCustomer(List<Item> orders) {
        Set<Item> rows = new HashSet<>();
        for (Item order : orders) {
            Optional<String> status = order.string("status").filter(text -> !text.equals("cancelled"));
            Optional<String> customer = order.string("customer_id");
            if (status.isPresent() && customer.isPresent()) {
                Map<String, AttributeValue> row = new LinkedHashMap<>();
                row.put("customer", text(customer.get()));
                row.put(
                        "status_order",
                        text(status.get() + "#" + order.string("order_id").orElseThrow()));
                row.put("anything", order.get("anything").orElseThrow());
                row.put("kind", text("order"));
                order.get("total").ifPresent(total -> row.put("amount", total));
                order.number("total").ifPresent(total -> row.put("label", text("order of " + total.toBigInteger())));
                rows.add(Item.of(row));
            }
        }
        return rows;
    }

    private static Set<Item> byTag(List<Item> orders) {
        Set<Item> rows = new HashSet<>();
        for (Item order : orders) {
            for (String tag : tags(order)) {
                Map<String, AttributeValue> row = new LinkedHashMap<>();
                row.put("tag", text(tag));
                row.put("order_id", order.get("order_id").orElseThrow());
                order.get("status").ifPresent(status -> row.put("status", status));
                order.get("picture").ifPresent(picture -> row.put("picture", picture));
                rows.add(Item.of(row));
            }
        }
        return rows;
    }

    private static Set<String> tags(Item order) {
        List<AttributeValue> values = new ArrayList<>();
        order.get("tags").ifPresent(tags -> {
            values.add(tags);
            values.addAll(tags.l());
            tags.ss().forEach(tag -> values.add(text(tag)));
        });
        return values.stream()
                .flatMap(value -> Optional.ofNullable(value.s()).stream())
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<Item> byTotal(List<Item> orders) {
        return orders.stream()
                .filter(order -> order.number("total").isPresent())
                .map(order -> Item.empty()
                        .with("order_id", order.get("order_id").orElseThrow())
                        .with("total", order.get("total").orElseThrow()))
                .collect(Collectors.toSet());
    }

    private static Map<String, List<Integer>> sums(InMemoryTables tables) {
        return tables.shownRows(new TableName("per_customer")).stream()
                .collect(Collectors.toMap(
                        row -> row.string("customer_id").orElseThrow(),
                        row -> List.of(
                                row.number("orders").orElseThrow().intValueExact(),
                                row.number("revenue").orElse(BigDecimal.ZERO).intValueExact())));
    }

    private static Map<String, List<Integer>> perCustomer(List<Item> orders) {
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        for (Item order : orders) {
            Optional<BigDecimal> total =
                    order.number("total").filter(some -> some.compareTo(BigDecimal.valueOf(900)) < 0);
            Optional<String> customer = order.string("customer_id");
            if (customer.isPresent() && total.isPresent()) {
                List<Integer> one = List.of(1, total.get().intValueExact());
                expected.merge(
                        customer.get(),
                        one,
                        (sum, other) -> List.of(sum.get(0) + other.get(0), sum.get(1) + other.get(1)));
            }
        }
        return expected;
    }

    private static Set<Item> log(List<Change> changes) {
        return changes.stream()
                .filter(change -> !(change instanceof Change.Loaded))
                .filter(change -> !differ(change).isEmpty())
                .map(change -> {
                    Item row = Item.empty()
                            .with("order_id", image(change).get("order_id").orElseThrow())
                            .with("sequence", text(change.sequence().padded()))
                            .with("at", text(change.changedAt().toString()))
                            .with("what", text(operation(change)));
                    Optional<AttributeValue> from = change.before().flatMap(order -> order.get("status"));
                    Optional<AttributeValue> to = change.after().flatMap(order -> order.get("status"));
                    Item begun = from.map(status -> row.with("from", status)).orElse(row);
                    return to.map(status -> begun.with("to", status)).orElse(begun);
                })
                .collect(Collectors.toSet());
    }

    private static Set<String> differ(Change change) {
        Set<String> names =
                change.before().orElse(Item.empty()).differences(change.after().orElse(Item.empty()));
        names.retainAll(Set.of("status", "total"));
        return names;
    }

    private static Item image(Change change) {
        return change.after().or(change::before).orElseThrow();
    }

    private static String operation(Change change) {
        return switch (change) {
            case Change.Inserted _ -> "INSERT";
            case Change.Modified _ -> "MODIFY";
            case Change.Removed _ -> "REMOVE";
            case Change.Expired _ -> "EXPIRE";
            case Change.Loaded _ -> "none";
        };
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
