package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import dev.afterimage.testing.EveryType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class AttributeValuesTest {
    static Stream<Arguments> same() {
        return Stream.of(
                Arguments.of(fromN("1"), fromN("1.0")),
                Arguments.of(fromN("100"), fromN("1E+2")),
                Arguments.of(fromN("0"), fromN("-0.00")),
                Arguments.of(fromSs(List.of("a", "b")), fromSs(List.of("b", "a"))),
                Arguments.of(fromNs(List.of("1", "2")), fromNs(List.of("2.0", "1e0"))),
                Arguments.of(fromBs(List.of(bytes("a"), bytes("b"))), fromBs(List.of(bytes("b"), bytes("a")))),
                Arguments.of(fromL(List.of(fromN("1"), fromS("a"))), fromL(List.of(fromN("1.0"), fromS("a")))),
                Arguments.of(fromM(Map.of("a", fromN("1"))), fromM(Map.of("a", fromN("1.0")))));
    }

    @ParameterizedTest
    @MethodSource
    void same(AttributeValue left, AttributeValue right) {
        assertThat(AttributeValues.same(left, right)).isTrue();
        assertThat(AttributeValues.hash(left)).isEqualTo(AttributeValues.hash(right));
        assertThat(Item.of(Map.of("a", left)))
                .isEqualTo(Item.of(Map.of("a", right)))
                .hasSameHashCodeAs(Item.of(Map.of("a", right)));
    }

    static Stream<Arguments> different() {
        return Stream.of(
                Arguments.of(fromN("1"), fromN("1.01")),
                Arguments.of(fromN("1"), fromS("1")),
                Arguments.of(fromS("a"), fromS("A")),
                Arguments.of(fromS("é"), fromS("e\u0301")),
                Arguments.of(fromBool(true), fromBool(false)),
                Arguments.of(fromSs(List.of("a")), fromSs(List.of("a", "b"))),
                Arguments.of(fromSs(List.of("a")), fromSs(List.of("b"))),
                Arguments.of(fromNs(List.of("1")), fromNs(List.of("2"))),
                Arguments.of(fromBs(List.of(bytes("a"))), fromBs(List.of(bytes("b")))),
                Arguments.of(fromSs(List.of("1")), fromNs(List.of("1"))),
                Arguments.of(fromL(List.of(fromS("a"), fromS("b"))), fromL(List.of(fromS("b"), fromS("a")))),
                Arguments.of(fromL(List.of(fromS("a"))), fromL(List.of(fromS("a"), fromS("a")))),
                Arguments.of(fromM(Map.of("a", fromS("1"))), fromM(Map.of("b", fromS("1")))),
                Arguments.of(fromM(Map.of("a", fromS("1"))), fromM(Map.of("a", fromS("2")))),
                Arguments.of(fromM(Map.of("a", fromS("1"))), fromM(Map.of("a", fromS("1"), "b", fromS("2")))),
                Arguments.of(fromL(List.of()), fromM(Map.of())));
    }

    @ParameterizedTest
    @MethodSource
    void different(AttributeValue left, AttributeValue right) {
        assertThat(AttributeValues.same(left, right)).isFalse();
        assertThat(AttributeValues.same(right, left)).isFalse();
        assertThat(Item.of(Map.of("a", left))).isNotEqualTo(Item.of(Map.of("a", right)));
    }

    @Test
    void each_of_the_ten_types_is_itself_and_nothing_else() {
        Map<String, AttributeValue> values = EveryType.attributes();
        Map<String, AttributeValue> again = EveryType.attributes();

        values.forEach(
                (name, value) -> again.forEach((otherName, other) -> assertThat(AttributeValues.same(value, other))
                        .as("%s and %s", name, otherName)
                        .isEqualTo(name.equals(otherName))));
        assertThat(AttributeValues.hash(values)).isEqualTo(AttributeValues.hash(again));
    }

    @Test
    void hashes_tell_values_apart() {
        long hashes = EveryType.attributes().values().stream()
                .mapToInt(AttributeValues::hash)
                .distinct()
                .count();

        assertThat(hashes).isGreaterThan(EveryType.attributes().size() - 3L);
        assertThat(AttributeValues.hash(fromL(List.of(fromS("a"), fromS("b")))))
                .isNotEqualTo(AttributeValues.hash(fromL(List.of(fromS("b"), fromS("a")))));
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
