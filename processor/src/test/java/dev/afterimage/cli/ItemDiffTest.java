package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemDiffTest {
    @Test
    void shows_what_came_went_and_became_another() {
        Item before = ItemJson.read(
                "{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"a \\\"b\\\"\"},\"n\":{\"N\":\"1\"},\"gone\":{\"NULL\":true}}");
        Item after = ItemJson.read("""
                {"id":{"S":"L1"},"title":{"S":"c"},"n":{"N":"1.0"},
                 "new":{"M":{"l":{"L":[{"BOOL":false},{"B":"AQI="}]},"s":{"SS":["y","x"]},"t":{"NS":["2","1"]}}}}""");

        assertThat(ItemDiff.lines(before, after))
                .containsExactly(
                        "- gone: null",
                        "+ new: {l: [false, base64(AQI=)], s: <\"x\", \"y\">, t: <1, 2>}",
                        "~ title: \"a \\\"b\\\"\" → \"c\"");
    }

    @Test
    void cuts_a_very_long_value() {
        assertThat(ValueText.of(AttributeValue.fromS("x".repeat(5000))))
                .hasSizeLessThan(250)
                .endsWith("… (5002 characters)");
    }
}
