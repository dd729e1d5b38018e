package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.testing.Arbitrary;
import dev.afterimage.testing.EveryType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class ItemJsonTest {
    @Test
    void writes_dynamodb_json() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("s", fromS("a\"b"));
        attributes.put("n", AttributeValue.fromN("1.50"));
        attributes.put("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-1, -2, 0})));
        attributes.put("bool", AttributeValue.fromBool(true));
        attributes.put("null", AttributeValue.fromNul(true));
        attributes.put("ss", AttributeValue.fromSs(List.of("a", "")));
        attributes.put("ns", AttributeValue.fromNs(List.of("1", "2")));
        attributes.put("bs", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[0]))));
        attributes.put("l", AttributeValue.fromL(List.of(fromS("x"), AttributeValue.fromL(List.of()))));
        attributes.put("m", AttributeValue.fromM(Map.of("in", AttributeValue.fromM(Map.of()))));

        assertThat(ItemJson.write(Item.of(attributes))).isEqualTo("""
                {"s":{"S":"a\\"b"},"n":{"N":"1.50"},"b":{"B":"//4A"},"bool":{"BOOL":true},"null":{"NULL":true},\
                "ss":{"SS":["a",""]},"ns":{"NS":["1","2"]},"bs":{"BS":[""]},\
                "l":{"L":[{"S":"x"},{"L":[]}]},"m":{"M":{"in":{"M":{}}}}}""");
    }

    @Test
    void reads_all_ten_types_back_unchanged() {
        Item item = Item.of(EveryType.attributes());

        Item read = ItemJson.read(ItemJson.write(item));

        assertThat(read.attributes()).isEqualTo(item.attributes());
        assertThat(List.copyOf(read.attributes().keySet()))
                .isEqualTo(List.copyOf(item.attributes().keySet()));
    }

    @Test
    void reads_any_item_back_unchanged() {
        for (int seed = 0; seed < 1000; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            Item item = Item.of(Map.of("a", arbitrary.value(), "b" + arbitrary.text(), arbitrary.value()));

            assertThat(ItemJson.read(ItemJson.write(item)).attributes())
                    .as("seed %d", seed)
                    .isEqualTo(item.attributes());
        }
    }

    @Test
    void reads_names_as_long_as_dynamodb_allows() {
        String name = "n".repeat(65_535);
        Item item = Item.of(Map.of(name, AttributeValue.fromM(Map.of(name, AttributeValue.fromN("1")))));

        assertThat(ItemJson.read(ItemJson.write(item)).attributes()).isEqualTo(item.attributes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                              | the item is no object of attributes: []",
                "``                              | the item is no object of attributes",
                "{\"a\":\"x\"}                   | attribute 'a' is no attribute value such as {\"S\":\"text\"}: \"x\"",
                "{\"a\":{}}                      | attribute 'a' is no attribute value such as {\"S\":\"text\"}: {}",
                "{\"a\":{\"S\":\"x\",\"N\":\"1\"}} | attribute 'a' is no attribute value",
                "{\"a\":{\"S\":1}}               | attribute 'a' is no string: 1",
                "{\"a\":{\"N\":1}}               | attribute 'a' is no string: 1",
                "{\"a\":{\"N\":\"one\"}}         | attribute 'a' is no number: \"one\"",
                "{\"a\":{\"N\":\"\"}}            | attribute 'a' is no number: \"\"",
                "{\"a\":{\"B\":\"*\"}}           | attribute 'a' is no base64",
                "{\"a\":{\"BOOL\":\"true\"}}     | attribute 'a' is neither true nor false: \"true\"",
                "{\"a\":{\"NULL\":0}}            | attribute 'a' is neither true nor false: 0",
                "{\"a\":{\"SS\":\"x\"}}          | attribute 'a' is no array: \"x\"",
                "{\"a\":{\"NS\":[\"1\",\"x\"]}}  | attribute 'a[1]' is no number: \"x\"",
                "{\"a\":{\"M\":{\"b\":{\"L\":[{\"S\":\"x\"},{\"X\":1}]}}}} | attribute 'a.b[1]' has the unknown type 'X'",
                "{\"a\":{\"S\":\"x\"}            | not JSON: Unexpected end-of-input",
                "{\"a\":{\"S\":\"x\"}} {}        | not JSON: Trailing token",
            })
    void says_where_and_why_it_cannot_read(String json, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemJson.read(json))
                .withMessageStartingWith(problem);
    }

    @Test
    void cuts_what_it_quotes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemJson.read("{\"a\":{\"S\":[\"" + "x".repeat(1000) + "\"]}}"))
                .withMessage("attribute 'a' is no string: [\"" + "x".repeat(58) + "…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemJson.read("{\"a\":{\"S\":[\"" + "x".repeat(56) + "\"]}}"))
                .withMessage("attribute 'a' is no string: [\"" + "x".repeat(56) + "\"]");
    }
}
