package dev.afterimage.change;

/**
 * A stream's own number of a record: 1 to 40 digits, growing within a shard and for each item (API reference,
 * {@code StreamRecord.SequenceNumber}: 21 to 40). Compared as a number; leading zeros count for nothing but are kept,
 * since the service wants to see its own text again.
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
    private static final int WIDTH = 40;
    private static final String ZEROS = "0".repeat(WIDTH);

    public SequenceNumber {
        if (digits.isEmpty() || digits.length() > WIDTH || !isNumber(digits)) {
            throw new IllegalArgumentException("'" + digits + "' is no sequence number: it has 1 to 40 digits");
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Reads what {@link #padded} wrote, or any sequence number. */
    public static SequenceNumber of(String digits) {
        return new SequenceNumber(digits);
    }

    /** The number as 40 digits, so that its text sorts as the number does. */
    public String padded() {
        return ZEROS.substring(digits.length()) + digits;
    }

    @Override
    public int compareTo(SequenceNumber other) {
        return digits.length() == other.digits.length()
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
