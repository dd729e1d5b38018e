package dev.afterimage.item;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares attribute values by DynamoDB's meaning: numbers by value ({@code 1.0} is {@code 1}), sets without order,
 * everything else as it is written.
 */
public final class AttributeValues {
    /** DynamoDB keeps so many digits of a number (Developer Guide, "Naming rules and data types"). */
    private static final int DIGITS = 38;

    /** A number's powers of ten, and how long its text can be with all its zeros (as above). */
    private static final int LARGEST_POWER = 125;

    private static final int SMALLEST_POWER = -130;
    private static final int LONGEST_TEXT = 400;

    private AttributeValues() {}

    /** Whether two values mean the same to DynamoDB. */
    public static boolean same(AttributeValue left, AttributeValue right) {
        if (left.type() != right.type()) {
            return false;
        }
        return switch (left.type()) {
            case N -> sameNumber(left.n(), right.n());
            case L -> sameList(left.l(), right.l());
            case M -> same(left.m(), right.m());
            case SS -> sameSet(left.ss(), right.ss(), Function.identity());
            case NS -> sameSet(left.ns(), right.ns(), AttributeValues::canonicalNumber);
            case BS -> sameSet(left.bs(), right.bs(), Function.identity());
            case S, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> left.equals(right);
        };
    }

    /** Whether two maps hold the same names, each with the {@linkplain #same same} value. */
    public static boolean same(Map<String, AttributeValue> left, Map<String, AttributeValue> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, AttributeValue> entry : left.entrySet()) {
            AttributeValue other = right.get(entry.getKey());
            if (other == null || !same(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /** A hash that agrees with {@link #same}. */
    static int hash(AttributeValue value) {
        return switch (value.type()) {
            case N -> canonicalNumber(value.n()).hashCode();
            case L -> value.l().stream().mapToInt(AttributeValues::hash).reduce(1, (a, b) -> 31 * a + b);
            case M -> hash(value.m());
            case SS -> new HashSet<>(value.ss()).hashCode();
            case NS ->
                canonicalSet(value.ns(), AttributeValues::canonicalNumber).hashCode();
            case BS -> new HashSet<>(value.bs()).hashCode();
            case S, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> value.hashCode();
        };
    }

    static int hash(Map<String, AttributeValue> attributes) {
        int hash = 0;
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            hash += entry.getKey().hashCode() ^ hash(entry.getValue());
        }
        return hash;
    }

    /**
     * One text for each number: {@code 1}, {@code 1.0} and {@code 1e0} are all {@code 1}. Plain, without exponent, where
     * that takes no more digits than DynamoDB keeps. A {@link NumberFormatException} where it is no number, or one out of
     * DynamoDB's range.
     */
    public static String canonicalNumber(String number) {
        if (isPlainInteger(number)) {
            return number;
        }
        BigDecimal canonical = number(number).stripTrailingZeros();
        boolean whole = canonical.scale() <= 0 && (long) canonical.precision() - canonical.scale() <= DIGITS;
        return whole ? canonical.toPlainString() : canonical.toString();
    }

    private static BigDecimal number(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new NumberFormatException("a number of " + text.length() + " characters");
        }
        BigDecimal number = new BigDecimal(text);
        long power = (long) number.precision() - number.scale() - 1;
        if (number.signum() != 0 && (power > LARGEST_POWER || power < SMALLEST_POWER)) {
            throw new NumberFormatException(text + " is out of the range of numbers");
        }
        return number;
    }

    private static boolean isPlainInteger(String number) {
        if (number.isEmpty() || number.length() > DIGITS || (number.charAt(0) == '0' && number.length() > 1)) {
            return false;
        }
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumber(String left, String right) {
        return left.equals(right) || new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    }

    private static boolean sameList(List<AttributeValue> left, List<AttributeValue> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static <T, C> boolean sameSet(List<T> left, List<T> right, Function<T, C> canonical) {
        return left.size() == right.size() && canonicalSet(left, canonical).equals(canonicalSet(right, canonical));
    }

    private static <T, C> Set<C> canonicalSet(List<T> values, Function<T, C> canonical) {
        List<C> result = new ArrayList<>(values.size());
        values.forEach(value -> result.add(canonical.apply(value)));
        return new HashSet<>(result);
    }
}
