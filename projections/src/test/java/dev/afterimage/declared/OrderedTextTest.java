package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.testing.Arbitrary;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Texts of values sort as the values do, alone and with other texts behind them. */
@NullMarked
final class OrderedTextTest {
    private static final int ROUNDS = 200_000;
    private static final List<String> NUMBERS = List.of(
            "-9.9999999999999999999999999999999999999E+125",
            "-12345678901234567890123456789012345678",
            "-10.1",
            "-10",
            "-1.23",
            "-1.2",
            "-1",
            "-0.10000000000000000000000000000000000001",
            "-0.1",
            "-1E-130",
            "0",
            "1E-130",
            "9.9E-130",
            "0.1",
            "0.10000000000000000000000000000000000001",
            "1",
            "1.2",
            "1.23",
            "2",
            "9.9999999999999999999999999999999999999",
            "10",
            "12345678901234567890123456789012345677",
            "12345678901234567890123456789012345678",
            "1E+125",
            "9.9999999999999999999999999999999999999E+125");

    @Test
    void numbers_sort_by_value() {
        for (int i = 0; i < NUMBERS.size(); i++) {
            for (int j = 0; j < NUMBERS.size(); j++) {
                requireOrder(
                        AttributeValue.fromN(NUMBERS.get(i)),
                        AttributeValue.fromN(NUMBERS.get(j)),
                        Integer.compare(i, j));
            }
        }
    }

    @Test
    void arbitrary_numbers_sort_by_value() {
        Arbitrary arbitrary = new Arbitrary(1);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal left = new BigDecimal(arbitrary.number());
            BigDecimal right = near(left, arbitrary);

            requireOrder(
                    AttributeValue.fromN(left.toString()),
                    AttributeValue.fromN(right.toString()),
                    left.compareTo(right));
        }
    }

    /** Numbers that have their sign, their power or most digits in common differ where it is hardest to see. */
    private static BigDecimal near(BigDecimal number, Arbitrary arbitrary) {
        return switch (arbitrary.upTo(4)) {
            case 0 -> number.add(number.ulp());
            case 1 -> number.negate();
            case 2 -> number.movePointRight(arbitrary.upTo(2));
            case 3 -> number.stripTrailingZeros();
            default -> new BigDecimal(arbitrary.number());
        };
    }

    @Test
    void one_number_has_one_text() {
        assertThat(OrderedText.of(AttributeValue.fromN("100")))
                .isEqualTo(OrderedText.of(AttributeValue.fromN("1.00e2")))
                .isEqualTo("N21321");
        assertThat(OrderedText.of(AttributeValue.fromN("-0.0"))).isEqualTo(OrderedText.of(AttributeValue.fromN("0")));
    }

    @Test
    void arbitrary_strings_sort_by_their_bytes() {
        Arbitrary arbitrary = new Arbitrary(2);
        for (int round = 0; round < ROUNDS; round++) {
            String left = arbitrary.text();
            String right = arbitrary.upTo(1) == 0 ? arbitrary.text() : left + arbitrary.text();

            requireOrder(AttributeValue.fromS(left), AttributeValue.fromS(right), compared(utf8(left), utf8(right)));
        }
    }

    @Test
    void arbitrary_binaries_sort_by_their_unsigned_bytes() {
        Arbitrary arbitrary = new Arbitrary(3);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] left = arbitrary.bytes().asByteArray();
            byte[] right =
                    arbitrary.upTo(1) == 0 ? arbitrary.bytes().asByteArray() : Arrays.copyOf(left, left.length + 1);

            requireOrder(binary(left), binary(right), compared(left, right));
        }
    }

    @Test
    void each_type_has_its_place() {
        requireOrder(binary(new byte[] {-1}), AttributeValue.fromN("-1"), -1);
        requireOrder(AttributeValue.fromN("9E125"), AttributeValue.fromS(""), -1);
    }

    @Test
    void no_text_holds_what_ends_it() {
        Arbitrary arbitrary = new Arbitrary(4);
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(OrderedText.of(arbitrary.text()).chars()).allMatch(character -> character > ' ');
        }
    }

    /** Whatever comes behind makes no difference, unless the values are the same. */
    private static void requireOrder(AttributeValue left, AttributeValue right, int expected) {
        String first = OrderedText.of(left) + OrderedText.END + "~z";
        String second = OrderedText.of(right) + OrderedText.END + "a";

        assertThat(Integer.signum(OrderedText.ORDER.compare(first, second)))
                .as("%s and %s: %s and %s", left, right, first, second)
                .isEqualTo(expected == 0 ? 1 : Integer.signum(expected));
        assertThat(OrderedText.of(left).equals(OrderedText.of(right))).isEqualTo(expected == 0);
    }

    private static int compared(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static AttributeValue binary(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
}
