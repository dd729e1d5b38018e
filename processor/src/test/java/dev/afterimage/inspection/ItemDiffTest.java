package dev.afterimage.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.fuzz.Chaos;
import dev.afterimage.fuzz.Fuzz;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.testing.EveryType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemDiffTest {
    @Test
    void shows_what_came_went_and_became_another() {
        assertThat(lines("""
                        {"id":{"S":"L1"},"title":{"S":"a \\"b\\""},"n":{"N":"1"},"gone":{"NULL":true}}""", """
                        {"id":{"S":"L1"},"title":{"S":"c"},"n":{"N":"1.0"},
                         "new":{"M":{"l":{"L":[{"BOOL":false},{"B":"AQI="}]},"s":{"SS":["y","x"]},"t":{"NS":["2","1"]}}}}"""))
                .containsExactly(
                        "- gone: null",
                        "+ new: {l: [false, base64(AQI=)], s: <\"x\", \"y\">, t: <1, 2>}",
                        "~ title: \"a \\\"b\\\"\" → \"c\"");
    }

    @Test
    void numbers_differ_by_their_value_and_are_shown_as_they_are_stored() {
        assertThat(lines("{\"a\":{\"N\":\"1.50\"},\"b\":{\"N\":\"12345678901234567890123456789012345678\"}}", """
                        {"a":{"N":"1.5"},"b":{"N":"12345678901234567890123456789012345679"}}"""))
                .containsExactly(
                        "~ b: 12345678901234567890123456789012345678 → 12345678901234567890123456789012345679");
        assertThat(lines("{\"a\":{\"N\":\"1\"}}", "{\"a\":{\"S\":\"1\"}}")).containsExactly("~ a: 1 → \"1\"");
    }

    @Test
    void maps_differ_path_by_path_and_mistakable_names_are_quoted() {
        assertThat(lines("""
                        {"address":{"M":{"city":{"S":"Ulm"},"a.b":{"N":"1"},"\\"#[0]":{"M":{"é":{"BOOL":true}}}}}}""", """
                        {"address":{"M":{"city":{"S":"Bonn"},"a.b":{"N":"2"},"\\"#[0]":{"M":{"":{"BOOL":true}}}}}}"""))
                .containsExactly(
                        "+ address.\"\\\"#[0]\".\"\": true",
                        "- address.\"\\\"#[0]\".é: true",
                        "~ address.\"a.b\": 1 → 2",
                        "~ address.city: \"Ulm\" → \"Bonn\"");
    }

    @Test
    void what_is_put_in_front_of_a_list_does_not_make_the_rest_another() {
        assertThat(lines(
                        list("{\"S\":\"a\"},{\"S\":\"b\"},{\"S\":\"c\"}"),
                        list("{\"S\":\"x\"},{\"S\":\"a\"},{\"S\":\"c\"}")))
                .containsExactly("+ l[0]: \"x\"", "- l[1]: \"b\"");
    }

    @Test
    void an_element_that_became_another_is_looked_into() {
        assertThat(
                        lines(
                                list("{\"N\":\"0\"},{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"L\":[{\"N\":\"7\"}]}}}"),
                                list(
                                        "{\"N\":\"0.0\"},{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"L\":[{\"N\":\"8\"},{\"N\":\"9\"}]}}}")))
                .containsExactly("~ l[1].b[0]: 7 → 8", "+ l[1].b[1]: 9");
    }

    @Test
    void sets_differ_by_their_members() {
        assertThat(
                        lines(
                                "{\"s\":{\"SS\":[\"a\",\"b\"]},\"n\":{\"NS\":[\"1\",\"2\",\"10\"]},\"b\":{\"BS\":[\"AQ==\"]}}",
                                "{\"s\":{\"SS\":[\"b\",\"c\"]},\"n\":{\"NS\":[\"2.0\",\"1\"]},\"b\":{\"BS\":[\"AQ==\",\"Ag==\"]}}"))
                .containsExactly("~ b: with <base64(Ag==)>", "~ n: without <10>", "~ s: without <\"a\">, with <\"c\">");
    }

    @Test
    void a_large_binary_is_shown_by_its_size_and_digest() {
        AttributeValue zeros = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[100_000]));

        assertThat(ItemDiff.lines(Item.empty(), Item.of(Map.of("b", zeros))))
                .containsExactly("+ b: binary(100000 bytes, SHA-256 9192c25b734fcbad…)");
    }

    @Test
    void of_a_large_text_only_what_changed_is_shown_and_a_little_around_it() {
        String words = IntStream.range(0, 60_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        String changed = words.replace("word500 ", "").replace(" word59990 ", " \uD83C\uDF70 cake ");
        Item before = Item.of(Map.of("t", AttributeValue.fromS(words)));

        List<String> lines = ItemDiff.lines(before, before.with("t", AttributeValue.fromS(changed)));

        assertThat(lines)
                .singleElement()
                .asString()
                .hasSizeLessThan(500)
                .contains("word499 [-word500 -]word501", "word59989 [-word59990-]{+\uD83C\uDF70 cake+} word59991")
                .startsWith("~ t: \"…(3850 characters)…");
    }

    @Test
    void a_text_that_became_a_wholly_different_one_is_cut() {
        Item before = Item.of(Map.of("t", AttributeValue.fromS("ab ".repeat(100_000))));

        assertThat(ItemDiff.lines(before, before.with("t", AttributeValue.fromS("xy-".repeat(100_000)))))
                .singleElement()
                .asString()
                .hasSizeLessThan(1_000)
                .contains("…(300000 characters)…-]{+xy-");
    }

    @Test
    void every_type_that_became_every_other_is_shown() {
        EveryType.attributes()
                .forEach((name, before) -> EveryType.attributes().forEach((other, after) -> {
                    List<Difference> found =
                            ItemDiff.between(Item.of(Map.of("a", before)), Item.of(Map.of("a", after)));
                    assertThat(found.isEmpty()).as("%s to %s", name, other).isEqualTo(name.equals(other));
                }));
    }

    @Test
    void whatever_items_hold_no_difference_is_missed_and_none_is_made_up() {
        Fuzz.inputs("item differences", 3_000, chaos -> List.of(item(chaos), item(chaos)), items -> {
            Item before = items.getFirst();
            Item after = items.getLast();
            List<Difference> found = ItemDiff.between(before, after);
            assertThat(found.stream()
                            .map(difference -> difference.path().steps().getFirst())
                            .distinct())
                    .hasSameSizeAs(before.differences(after));
            assertThat(found.stream().map(DifferenceText::of))
                    .allMatch(line -> line.lines().count() == 1);
        });
    }

    @Test
    void cuts_a_very_long_value() {
        assertThat(ValueText.of(AttributeValue.fromS("x".repeat(5000))))
                .hasSizeLessThan(250)
                .endsWith("… (5002 characters)");
    }

    private static Item item(Chaos chaos) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (int i = chaos.below(5); i > 0; i--) {
            attributes.put(chaos.oneOf(List.of("a", "b", "c")), chaos.sound().value());
        }
        return Item.of(attributes);
    }

    private static String list(String elements) {
        return "{\"l\":{\"L\":[" + elements + "]}}";
    }

    private static List<String> lines(String before, String after) {
        return ItemDiff.lines(ItemJson.read(before), ItemJson.read(after));
    }
}
