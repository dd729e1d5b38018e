package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.Write;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.EveryType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What passes a filter, in the language of Lambda's event filters. */
@NullMarked
final class FilterTest {
    private static final Item ORDER = Item.empty()
            .with("order_id", AttributeValue.fromS("O1"))
            .with("status", AttributeValue.fromS("paid"))
            .with("total", AttributeValue.fromN("40.00"))
            .with("gift", AttributeValue.fromBool(true))
            .with("note", AttributeValue.fromNul(true))
            .with("tags", AttributeValue.fromSs(List.of("a", "b")))
            .with("sizes", AttributeValue.fromNs(List.of("1", "2")))
            .with("address", AttributeValue.fromM(Map.of("city", AttributeValue.fromS("Ulm"))))
            .with("lines", AttributeValue.fromL(List.of(AttributeValue.fromS("x"), AttributeValue.fromN("7"))));

    private final ChangeHistory history = new ChangeHistory(List.of(Orders.TABLE));

    @Test
    void values_of_each_type_are_compared_as_that_type() {
        assertThat(passes("{status: {S: [open, paid]}}")).isTrue();
        assertThat(passes("{status: {S: [open]}}")).isFalse();
        assertThat(passes("{status: {S: [{prefix: pa}]}}")).isTrue();
        assertThat(passes("{status: {S: [{anything-but: [paid]}]}}")).isFalse();
        assertThat(passes("{status: {S: [{anything-but: {prefix: x}}]}}")).isTrue();
        assertThat(passes("{status: {S: [{equals-ignore-case: PAID}]}}")).isTrue();
        assertThat(passes("{status: {S: [{wildcard: 'p*d'}]}}")).isTrue();
        assertThat(passes("{total: {N: [40]}}")).isTrue();
        assertThat(passes("{total: {N: ['40']}}"))
                .as("as Lambda's filters write it")
                .isTrue();
        assertThat(passes("{total: {N: [{numeric: ['>', 39.5, '<=', 40]}]}}")).isTrue();
        assertThat(passes("{total: {N: [{numeric: ['>', 40]}]}}")).isFalse();
        assertThat(passes("{total: {N: [{anything-but: [40]}]}}")).isFalse();
        assertThat(passes("{gift: {BOOL: [true]}}")).isTrue();
        assertThat(passes("{gift: {BOOL: [false]}}")).isFalse();
        assertThat(passes("{note: {'NULL': [true]}}")).isTrue();
        assertThat(passes("{tags: {SS: [b]}}")).isTrue();
        assertThat(passes("{sizes: {NS: [2]}}")).isTrue();
        assertThat(passes("{address: {M: {city: {S: [Ulm]}}}}")).isTrue();
        assertThat(passes("{lines: {L: {S: [x]}}}")).isTrue();
        assertThat(passes("{lines: {L: {N: [8]}}}")).isFalse();
        assertThat(passes("{coupon: {S: [{exists: false}]}}")).isTrue();
        assertThat(passes("{status: {S: [{exists: false}]}}")).isFalse();
        assertThat(passes("{$or: [{status: {S: [open]}}, {total: {N: [40]}}]}")).isTrue();
        assertThat(passes("{status: {S: [paid]}, total: {N: [41]}}")).isFalse();
    }

    @Test
    void numbers_with_more_digits_than_patterns_compare_are_compared_without_their_last() {
        for (String large :
                List.of("12345678901234567890123456789012345678", "9.9999999999999999999999999999999999999E+125")) {
            assertThat(passes(ORDER.with("total", AttributeValue.fromN(large)), "{total: {N: [{numeric: ['>', 5]}]}}"))
                    .as(large)
                    .isTrue();
        }
        assertThat(passes(ORDER.with("total", AttributeValue.fromN("-1E-130")), "{total: {N: [{numeric: ['<', 0]}]}}"))
                .isTrue();
        assertThat(passes(
                        ORDER.with("total", AttributeValue.fromN("0.12345678901234567")),
                        "{total: {N: [0.12345678901234567]}}"))
                .isTrue();
    }

    @Test
    void values_of_every_type_can_be_looked_at() {
        EveryType.attributes()
                .forEach((name, value) -> assertThat(passes(
                                ORDER.with("any", value),
                                "{any: {S: [{exists: false}], L: {L: {S: [{exists: false}]}}}}"))
                        .as(name)
                        .isEqualTo(value.s() == null));
    }

    @Test
    void an_item_that_no_longer_passes_leaves_the_view_and_one_that_comes_to_pass_enters_it() {
        Projection paid = copy("{dynamodb: {NewImage: {status: {S: [paid]}}}}");
        Item open = ORDER.with("status", AttributeValue.fromS("open"));

        assertThat(paid.project(history.insert("orders", open))).isEmpty();
        assertThat(paid.project(history.modify("orders", ORDER)))
                .singleElement()
                .isInstanceOf(Write.Put.class);
        assertThat(paid.project(history.modify("orders", open))).singleElement().isInstanceOf(Write.Delete.class);
        assertThat(paid.project(history.remove("orders", open))).isEmpty();
    }

    @Test
    void a_filter_may_look_at_the_key() {
        assertThat(copy("{dynamodb: {Keys: {order_id: {S: [{prefix: O}]}}}}").project(history.insert("orders", ORDER)))
                .hasSize(1);
        assertThat(copy("{dynamodb: {Keys: {order_id: {S: [{prefix: X}]}}}}").project(history.remove("orders", ORDER)))
                .isEmpty();
    }

    @Test
    void a_history_looks_at_what_happened() {
        Change inserted = history.insert("orders", ORDER);
        Change paidLess = history.modify("orders", ORDER.with("total", AttributeValue.fromN("39")));
        Change again = history.modify("orders", ORDER.with("total", AttributeValue.fromN("39.0")));
        Change expired = history.expire("orders", ORDER);
        history.insert("orders", ORDER);
        Change removed = history.remove("orders", ORDER);
        List<Change> all = List.of(inserted, paidLess, again, expired, removed);

        assertThat(rows("{eventName: [INSERT, MODIFY]}", all)).containsExactly(inserted, paidLess, again);
        assertThat(rows("{userIdentity: {type: [Service], principalId: [dynamodb.amazonaws.com]}}", all))
                .containsExactly(expired);
        assertThat(rows("{eventName: [REMOVE], userIdentity: {type: [{exists: false}]}}", all))
                .containsExactly(removed);
        assertThat(rows("{changed: [total]}", all)).containsExactly(inserted, paidLess, expired, removed);
        assertThat(rows(
                        "{changed: [total], dynamodb: {OldImage: {total: {N: [40]}}, NewImage: {total: {N: [39]}}}}",
                        all))
                .containsExactly(paidLess);
        assertThat(rows("{$or: [{eventName: [INSERT]}, {userIdentity: {type: [Service]}}]}", all))
                .containsExactly(inserted, expired);
    }

    private static List<Change> rows(String filter, List<Change> changes) {
        Projection log = Definitions.one("""
                projections:
                  log:
                    source: {table: orders, key: [order_id]}
                    shape: history
                    filter: %s
                    table: {partition: {order_id: string}, sort: {sequence: string}}
                    key: {sequence: "{$sequence}"}
                """.formatted(filter));
        return changes.stream().filter(change -> !log.project(change).isEmpty()).toList();
    }

    private static boolean passes(String newImage) {
        return passes(ORDER, newImage);
    }

    private static boolean passes(Item order, String newImage) {
        Change change = new ChangeHistory(List.of(Orders.TABLE)).insert("orders", order);
        return !copy("{dynamodb: {NewImage: " + newImage + "}}").project(change).isEmpty();
    }

    private static Projection copy(String filter) {
        return Definitions.one("""
                projections:
                  some_orders:
                    source: {table: orders, key: [order_id]}
                    shape: copy
                    filter: %s
                    table: {partition: {order_id: string}}
                """.formatted(filter));
    }
}
