package dev.afterimage.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class SequenceNumberTest {
    @Test
    void sorts_as_a_number_in_itself_and_in_its_padded_text() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            BigInteger left = new BigInteger(random.nextInt(130), random);
            BigInteger right = i % 3 == 0 ? left.add(BigInteger.ONE) : new BigInteger(random.nextInt(130), random);
            int expected = Integer.signum(left.compareTo(right));

            assertThat(Integer.signum(number(left).compareTo(number(right)))).isEqualTo(expected);
            assertThat(Integer.signum(
                            number(left).padded().compareTo(number(right).padded())))
                    .isEqualTo(expected);
        }
    }

    private static SequenceNumber number(BigInteger number) {
        return SequenceNumber.of(number.toString());
    }

    @Test
    void leading_zeros_count_for_nothing_but_are_kept() {
        SequenceNumber plain = SequenceNumber.of("500");
        SequenceNumber zeros = SequenceNumber.of("000000000000000000500");

        assertThat(zeros).isEqualTo(plain).hasSameHashCodeAs(plain).isEqualByComparingTo(plain);
        assertThat(zeros).isLessThan(SequenceNumber.of("501")).isGreaterThan(SequenceNumber.of("0499"));
        assertThat(zeros).hasToString("000000000000000000500");
        assertThat(SequenceNumber.of(zeros.padded())).isEqualTo(plain);
    }

    @Test
    void what_was_put_right_stands_between_the_numbers_of_a_stream() {
        SequenceNumber number = SequenceNumber.of("999");
        SequenceNumber first = number.nextBetween();
        SequenceNumber tenth = SequenceNumber.of("999.10");

        assertThat(first).hasToString("999.1").isEqualTo(SequenceNumber.of(first.padded()));
        assertThat(first.nextBetween()).hasToString("999.2");
        assertThat(tenth).isGreaterThan(SequenceNumber.of("999.9")).isLessThan(number.lastBetween());
        assertThat(number).isLessThan(first);
        assertThat(number.lastBetween()).isLessThan(SequenceNumber.of("1000"));
        assertThat(number.padded() + "#001").isLessThan(first.padded());
        assertThat(first.whole()).isEqualTo(number).isEqualTo(number.whole());
        assertThat(first.isBetween()).isTrue();
        assertThat(number.isBetween()).isFalse();
    }

    @Test
    void knows_the_place_before() {
        assertThat(SequenceNumber.of("1000").previous()).contains(SequenceNumber.of("999.9999"));
        assertThat(SequenceNumber.of("999.2").previous()).contains(SequenceNumber.of("999.1"));
        assertThat(SequenceNumber.of("999.1").previous()).contains(SequenceNumber.of("999"));
        assertThat(SequenceNumber.of("0").previous()).isEmpty();
    }

    @Test
    void a_stream_gives_no_number_with_a_point() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequenceNumber.ofStream("999.1"))
                .withMessage("'999.1' is no number of a stream: it has a point");
    }

    @Test
    void pads_to_forty_digits() {
        assertThat(SequenceNumber.of("12").padded()).hasSize(40).endsWith("012");
        assertThat(SequenceNumber.of("9".repeat(40)).padded()).isEqualTo("9".repeat(40));
    }

    @Test
    void differs_from_another_number() {
        assertThat(SequenceNumber.of("1")).isNotEqualTo(SequenceNumber.of("2")).isNotEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.0",
                "1.",
                ".1",
                "1.10000",
                "1.1.1",
                "1a",
                "١",
                " 1",
                "99999999999999999999999999999999999999999"
            })
    void takes_digits_only(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequenceNumber.of(text))
                .withMessage("'" + text + "' is no sequence number: it has 1 to 40 digits");
    }
}
