package dev.afterimage.declared;

import dev.afterimage.item.AttributeValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes values as text that sorts as they do: by UTF-8 bytes, as DynamoDB sorts a string that is a sort key. Numbers sort by
 * value, strings and binaries by their bytes; binaries come before numbers, and these before strings.
 *
 * <p>No text holds a space, and all else in it is greater than one. So with a {@link #END} after each, texts in a row sort
 * by the first, then by the second, and none can be taken for another.
 */
final class OrderedText {
    /** Comes after a text that another follows. */
    static final String END = " ";

    static final Comparator<String> ORDER = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    /** Stands before a character that is not greater than it. */
    private static final char ESCAPE = '!';

    /** Such a character is moved up by so much. */
    private static final char SHIFT = '@';

    private static final String NEGATIVE = "0";
    private static final String ZERO = "1";
    private static final String POSITIVE = "2";

    /** Greater than any digit: of negative numbers the one with fewer digits is the greater. */
    private static final String END_OF_NEGATIVE = "~";

    /** The least power of ten that a number has, made positive. */
    private static final int POWERS_BELOW_ONE = 130;

    private OrderedText() {}

    /** The text of a string, a number or a binary. */
    static String of(AttributeValue value) {
        return switch (value.type()) {
            case B -> "B" + HexFormat.of().formatHex(value.b().asByteArrayUnsafe());
            case N -> "N" + ofNumber(value.n());
            case S -> "S" + of(value.s());
            case BOOL, NUL, SS, NS, BS, L, M, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("a value of type " + value.type() + " has no order");
        };
    }

    /** The text of a string. */
    static String of(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next <= ESCAPE) {
                escaped.append(ESCAPE).append((char) (SHIFT + next));
            } else {
                escaped.append(next);
            }
        }
        return escaped.toString();
    }

    /** Sign, power of ten, digits; of a negative number these count down. */
    private static String ofNumber(String text) {
        BigDecimal number = new BigDecimal(AttributeValues.canonicalNumber(text)).stripTrailingZeros();
        return switch (number.signum()) {
            case 0 -> ZERO;
            case 1 -> POSITIVE + magnitude(number);
            default -> NEGATIVE + complement(magnitude(number)) + END_OF_NEGATIVE;
        };
    }

    private static String magnitude(BigDecimal number) {
        int power = number.precision() - number.scale() - 1 + POWERS_BELOW_ONE;
        String padded = Integer.toString(1000 + power).substring(1);
        return padded + number.unscaledValue().abs();
    }

    private static String complement(String digits) {
        StringBuilder complement = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> complement.append((char) ('9' - digit + '0')));
        return complement.toString();
    }
}
