package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.testing.Arbitrary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules are those of the Developer Guide, "DynamoDB item sizes and formats". */
@NullMarked
final class ItemSizeTest {
    @Test
    void a_string_is_its_utf8() {
        assertThat(ItemSize.of(fromS(""))).isZero();
        assertThat(ItemSize.of(fromS("aé漢😀"))).isEqualTo(1 + 2 + 3 + 4);
        assertThat(ItemSize.of(fromS("\u007f\u0080\u07ff\u0800\uffff"))).isEqualTo(1 + 2 + 2 + 3 + 3);
        for (int seed = 0; seed < 500; seed++) {
            String text = new Arbitrary(seed).text();
            assertThat(ItemSize.ofName(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "27, 2", "-27, 3", "100, 3", "12345678901234567890123456789012345678, 20"})
    void a_number_takes_a_byte_for_two_digits_and_one_more(String number, int size) {
        assertThat(ItemSize.of(fromN(number))).isEqualTo(size);
        assertThat(ItemSize.ofNumber(number)).isEqualTo(size);
    }

    @Test
    void a_truth_or_null_is_a_byte() {
        assertThat(ItemSize.of(fromBool(false))).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.fromNul(true))).isEqualTo(1);
    }

    @Test
    void a_binary_is_its_bytes() {
        assertThat(ItemSize.of(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7]))))
                .isEqualTo(7);
    }

    @Test
    void a_set_is_its_elements() {
        assertThat(ItemSize.of(AttributeValue.fromSs(List.of("a", "漢")))).isEqualTo(4);
        assertThat(ItemSize.of(AttributeValue.fromNs(List.of("1", "100")))).isEqualTo(2 + 3);
        assertThat(ItemSize.of(AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[3])))))
                .isEqualTo(3);
    }

    @Test
    void a_list_or_map_takes_three_bytes_and_one_for_each_element() {
        assertThat(ItemSize.of(fromL(List.of()))).isEqualTo(3);
        assertThat(ItemSize.of(fromL(List.of(fromS("ab"), fromBool(true))))).isEqualTo(3 + 2 + 2 + 1);
        assertThat(ItemSize.of(fromM(Map.of()))).isEqualTo(3);
        assertThat(ItemSize.of(fromM(Map.of("key", fromS("ab"))))).isEqualTo(3 + 1 + 3 + 2);
        assertThat(ItemSize.of(fromL(List.of(fromM(Map.of("a", fromL(List.of())))))))
                .isEqualTo(3 + 1 + (3 + 1 + 1 + 3));
    }

    @Test
    void an_item_is_its_names_and_values() {
        Item item = Item.of(Map.of("id", fromS("L1"), "größe", fromN("100")));

        assertThat(ItemSize.of(item)).isEqualTo(2 + 2 + 7 + 3);
        assertThat(ItemSize.of(ItemKey.of("list_id", "L1", "user_id", "U1"))).isEqualTo(7 + 2 + 7 + 2);
    }
}
