package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.testing.Arbitrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class ItemKeyTest {
    @Test
    void reads_like_a_query() {
        assertThat(ItemKey.of("id", "L1").canonical()).isEqualTo("id=L1");
        assertThat(ItemKey.of("user_id", "U7", "list_id", "L1").canonical()).isEqualTo("list_id=L1&user_id=U7");
        assertThat(ItemKey.of("id", "größe/漢😀@").canonical()).isEqualTo("id=größe/漢😀@");
    }

    @Test
    void marks_what_is_no_text() {
        ItemKey key = ItemKey.of("b", fromB(SdkBytes.fromByteArray(new byte[] {-1, -2, 0})), "a", fromN("7"));

        assertThat(key.canonical()).isEqualTo("a=#7&b=~__4A");
    }

    @Test
    void does_not_depend_on_the_order_of_its_attributes() {
        ItemKey key = ItemKey.of("a", "1", "b", "2");

        assertThat(ItemKey.of("b", "2", "a", "1")).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(ItemKey.of(Map.of("a", fromS("1"), "b", fromS("2")))).isEqualTo(key);
        assertThat(ItemKey.of("b", "2", "a", "1").attributes().keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "01, 1",
        "1e0, 1",
        "100, 100",
        "1e2, 100",
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "-1.50, -1.5",
        "1e37, 10000000000000000000000000000000000000",
        "1e38, 1E+38",
        "1E-130, 1E-130",
        "+5, 5",
        "0.00001, 0.00001",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
        "0099999999999999999999999999999999999999, 99999999999999999999999999999999999999"
    })
    void one_number_has_one_text(String number, String canonical) {
        ItemKey key = ItemKey.of("n", fromN(number));

        assertThat(key.canonical()).isEqualTo("n=#" + canonical);
        assertThat(key).isEqualTo(ItemKey.of("n", fromN(canonical)));
    }

    @Test
    void tells_a_number_from_a_text_and_a_binary() {
        ItemKey number = ItemKey.of("a", fromN("1"));
        ItemKey text = ItemKey.of("a", "1");
        ItemKey marked = ItemKey.of("a", "#1");
        ItemKey binary = ItemKey.of("a", fromB(SdkBytes.fromUtf8String("1")));

        assertThat(List.of(number, text, marked, binary)).doesNotHaveDuplicates();
        assertThat(ItemKey.parse("a=#1")).isEqualTo(number);
        assertThat(ItemKey.parse("a=%231")).isEqualTo(marked);
    }

    @Test
    void every_character_is_read_back() {
        IntStream.range(0, 0x3000).forEach(c -> {
            String odd = "a" + (char) c + "b" + (char) c;
            ItemKey key = ItemKey.of(odd, odd, "other" + odd, odd);
            assertThat(ItemKey.parse(key.canonical()).attributes())
                    .as("character %d in %s", c, key)
                    .isEqualTo(key.attributes());
        });
    }

    @Test
    void holds_no_space_and_no_control_character() {
        String all = IntStream.range(0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {})
                .toString();

        assertThat(ItemKey.of("id", all).canonical().chars()).noneMatch(c -> c <= ' ' || c == 0x7f);
    }

    @Test
    void different_keys_have_different_texts_that_are_read_back() {
        Map<String, Map<String, AttributeValue>> keys = new HashMap<>();
        for (int seed = 0; seed < 5000; seed++) {
            Map<String, AttributeValue> attributes = key(new Arbitrary(seed));
            ItemKey key = ItemKey.of(attributes);

            assertThat(AttributeValues.same(ItemKey.parse(key.canonical()).attributes(), attributes))
                    .as("seed %d: %s", seed, key)
                    .isTrue();
            Map<String, AttributeValue> other = keys.put(key.canonical(), attributes);
            assertThat(other == null || AttributeValues.same(other, attributes))
                    .as("seed %d: %s", seed, key)
                    .isTrue();
        }
    }

    private static Map<String, AttributeValue> key(Arbitrary arbitrary) {
        return arbitrary.upTo(1) == 0
                ? Map.of(name(arbitrary), part(arbitrary))
                : Map.of("a" + name(arbitrary), part(arbitrary), "b" + name(arbitrary), part(arbitrary));
    }

    private static String name(Arbitrary arbitrary) {
        return arbitrary.oneOf(List.of("id", "a&b", "a=b", "~", arbitrary.text()));
    }

    private static AttributeValue part(Arbitrary arbitrary) {
        return switch (arbitrary.upTo(2)) {
            case 0 -> fromS(arbitrary.text());
            case 1 -> fromN(arbitrary.number());
            default -> fromB(arbitrary.bytes());
        };
    }

    @Test
    void one_of_its_attributes_is_a_key_of_its_own() {
        ItemKey key = ItemKey.of("list_id", "L1", "user_id", "U7");

        assertThat(key.only("list_id")).isEqualTo(ItemKey.of("list_id", "L1"));
        assertThat(key.only("user_id")).isEqualTo(ItemKey.of("user_id", "U7"));
        assertThat(key.only("list_id").only("list_id")).isEqualTo(ItemKey.of("list_id", "L1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.only("id"))
                .withMessageContaining("has no attribute 'id'");
    }

    @Test
    void sorts_as_its_text_does() {
        assertThat(ItemKey.of("id", "a")).isLessThan(ItemKey.of("id", "b")).isEqualByComparingTo(ItemKey.of("id", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "a=1&", "a=1&a=2", "a=1&b=2&c=3", "a=#x", "a=#", "a=~*", "a=%zz", "a=%4"})
    void says_what_a_key_looks_like_where_there_is_none(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemKey.parse(text))
                .withMessage("'" + text + "' is no key: write name=value, or name=value&name=value");
    }

    @Test
    void takes_only_what_a_key_can_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemKey.of(Map.of()))
                .withMessage("a key has one or two attributes, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemKey.of(Map.of("a", fromS("1"), "b", fromS("2"), "c", fromS("3"))))
                .withMessage("a key has one or two attributes, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemKey.of("done", AttributeValue.fromBool(true)))
                .withMessage("key attribute 'done' is of type BOOL: a key is a string, a number or a binary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemKey.of("a", "1", "a", "2"))
                .withMessage("a key has no two attributes of the name 'a'");
    }
}
