package dev.afterimage.change;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * A change's place in the order of its item: a stream's own number of a record, 1 to 40 digits, growing within a shard and
 * for each item (API reference, {@code StreamRecord.SequenceNumber}: 21 to 40). Compared as a number; leading zeros count
 * for nothing but are kept, since the service wants to see its own text again.
 *
 * <p>What was put right between two changes of the stream has the number of the one before, a point, and a count from 1
 * on: {@code 123.1} comes after {@code 123} and before {@code 124}.
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
    private static final int WIDTH = 40;
    private static final int BETWEEN = 4;
    private static final String ZEROS = "0".repeat(WIDTH);
    private static final char POINT = '.';

    public SequenceNumber {
        int point = digits.indexOf(POINT);
        if (point < 0 ? !isNumber(digits, WIDTH) : !isNumberAndCount(digits, point)) {
            throw new IllegalArgumentException("'" + digits + "' is no sequence number: it has 1 to 40 digits");
        }
        if (point >= 0) {
            digits = digits.substring(0, point + 1) + Integer.parseInt(digits.substring(point + 1));
        }
    }

    private static boolean isNumberAndCount(String text, int point) {
        String count = text.substring(point + 1);
        return isNumber(text.substring(0, point), WIDTH) && isNumber(count, BETWEEN) && Integer.parseInt(count) > 0;
    }

    private static boolean isNumber(String text, int longest) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    /** Reads what {@link #padded} wrote, or any sequence number. */
    public static SequenceNumber of(String digits) {
        return new SequenceNumber(digits);
    }

    /** Reads a number that a stream gives. */
    public static SequenceNumber ofStream(String digits) {
        SequenceNumber number = new SequenceNumber(digits);
        if (number.isBetween()) {
            throw new IllegalArgumentException("'" + digits + "' is no number of a stream: it has a point");
        }
        return number;
    }

    /** Whether it lies between the numbers that a stream gives: what stands there was put right, and not read. */
    public boolean isBetween() {
        return point() >= 0;
    }

    /** The stream's number that it is, or that it comes after. */
    public SequenceNumber whole() {
        return isBetween() ? new SequenceNumber(digits.substring(0, point())) : this;
    }

    /** The next place before every greater number that a stream may give. */
    public SequenceNumber nextBetween() {
        int count = isBetween() ? Integer.parseInt(digits.substring(point() + 1)) : 0;
        return new SequenceNumber(whole().digits + POINT + (count + 1));
    }

    /** The greatest place before it; empty where there is none. */
    public Optional<SequenceNumber> previous() {
        if (isBetween()) {
            int count = Integer.parseInt(digits.substring(point() + 1));
            return Optional.of(count == 1 ? whole() : new SequenceNumber(whole().digits + POINT + (count - 1)));
        }
        BigInteger number = new BigInteger(digits);
        return number.signum() == 0
                ? Optional.empty()
                : Optional.of(new SequenceNumber(number.subtract(BigInteger.ONE).toString()).lastBetween());
    }

    /** The greatest place before every greater number that a stream may give. */
    public SequenceNumber lastBetween() {
        return new SequenceNumber(whole().digits + POINT + "9".repeat(BETWEEN));
    }

    /** The number as 40 digits, so that its text sorts as the number does; what lies between has four more. */
    public String padded() {
        int point = point();
        if (point < 0) {
            return ZEROS.substring(digits.length()) + digits;
        }
        return whole().padded()
                + POINT
                + String.format(Locale.ROOT, "%04d", Integer.parseInt(digits.substring(point + 1)));
    }

    private int point() {
        return digits.indexOf(POINT);
    }

    @Override
    public int compareTo(SequenceNumber other) {
        return digits.length() == other.digits.length() && !isBetween() && !other.isBetween()
                ? digits.compareTo(other.digits)
                : padded().compareTo(other.padded());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceNumber sequence && compareTo(sequence) == 0;
    }

    @Override
    public int hashCode() {
        return padded().hashCode();
    }

    @Override
    public String toString() {
        return digits;
    }
}
