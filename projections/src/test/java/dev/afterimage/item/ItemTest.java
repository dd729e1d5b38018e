package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class ItemTest {
    private static final Item ITEM = Item.of(Map.of(
            "title", fromS("Groceries"),
            "empty", fromS(""),
            "order", fromN("3.50"),
            "done", fromBool(false),
            "icon", AttributeValue.fromB(SdkBytes.fromUtf8String("x")),
            "none", AttributeValue.fromNul(true),
            "tags", AttributeValue.fromSs(List.of("a"))));

    @Test
    void answers_what_is_of_the_type_asked_for() {
        assertThat(ITEM.string("title")).contains("Groceries");
        assertThat(ITEM.string("empty")).contains("");
        assertThat(ITEM.number("order")).contains(new BigDecimal("3.50"));
        assertThat(ITEM.bool("done")).contains(false);
        assertThat(ITEM.binary("icon")).contains(SdkBytes.fromUtf8String("x"));
        assertThat(ITEM.get("none")).contains(AttributeValue.fromNul(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "order", "done", "icon", "none", "tags", "absent"})
    void answers_nothing_for_another_type(String name) {
        assertThat(ITEM.string(name).isPresent()).isEqualTo(name.equals("title"));
        assertThat(ITEM.number(name).isPresent()).isEqualTo(name.equals("order"));
        assertThat(ITEM.bool(name).isPresent()).isEqualTo(name.equals("done"));
        assertThat(ITEM.binary(name).isPresent()).isEqualTo(name.equals("icon"));
        assertThat(ITEM.epochSeconds(name).isPresent()).isEqualTo(name.equals("order"));
        assertThat(ITEM.has(name)).isEqualTo(!name.equals("absent"));
    }

    @ParameterizedTest
    @CsvSource({
        "1795374000, 2026-11-22T19:00:00Z",
        "0, 1970-01-01T00:00:00Z",
        "1.999, 1970-01-01T00:00:01Z",
        "-1.5, 1969-12-31T23:59:59Z",
        "-0.5, 1970-01-01T00:00:00Z",
        "1.8E+3, 1970-01-01T00:30:00Z",
        "1E-130, 1970-01-01T00:00:00Z",
        "1E-999999999, 1970-01-01T00:00:00Z",
    })
    void reads_seconds(String number, Instant instant) {
        assertThat(seconds(number).epochSeconds("at")).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"31556889864403200", "-31557014167219201", "1E+18", "9.9E+125", "1E+999999999", "-1E+2147483647"
            })
    void knows_no_instant_beyond_time(String number) {
        assertThat(seconds(number).epochSeconds("at")).isEmpty();
    }

    private static Item seconds(String number) {
        return Item.of(Map.of("at", fromN(number)));
    }

    @Test
    void is_a_copy_that_nobody_changes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(Map.of("a", fromS("1")));
        Item item = Item.of(attributes);

        attributes.put("b", fromS("2"));

        assertThat(item.attributes()).containsOnlyKeys("a");
        assertThatThrownBy(() -> item.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> item.with("b", fromS("2")).attributes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> item.without("a").attributes().put("c", fromS("3")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() ->
                        Item.of(ItemKey.of("id", "1"), attributes).attributes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void changes_into_other_items() {
        Item item = Item.of(Map.of("a", fromS("1")));

        assertThat(item.with("a", fromS("2")).with("b", fromS("3")))
                .isEqualTo(Item.of(Map.of("a", fromS("2"), "b", fromS("3"))));
        assertThat(item.without("a")).isEqualTo(Item.empty());
        assertThat(item.without("b")).isEqualTo(item);
        assertThat(item.attributes()).isEqualTo(Map.of("a", fromS("1")));
        assertThat(Item.of(ItemKey.of("id", "L1"), item.attributes()))
                .isEqualTo(Item.of(Map.of("id", fromS("L1"), "a", fromS("1"))));
    }

    @Test
    void names_what_differs() {
        Item before = Item.of(Map.of("same", fromN("1"), "gone", fromS("x"), "changed", fromS("x")));
        Item after = Item.of(Map.of("same", fromN("1.0"), "new", fromS("x"), "changed", fromN("1")));

        assertThat(before.differences(after)).containsExactly("changed", "gone", "new");
        assertThat(after.differences(before)).containsExactly("changed", "gone", "new");
        assertThat(before.differences(before)).isEmpty();
    }

    @Test
    void reads_as_json() {
        assertThat(Item.of(Map.of("id", fromS("L1")))).hasToString("{\"id\":{\"S\":\"L1\"}}");
    }
}
