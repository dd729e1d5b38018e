package dev.afterimage.delivery;

/** What a sink is called: 1 to 63 of the characters a-z 0-9 _ -, the first a letter. */
public record SinkName(String value) implements Comparable<SinkName> {
    public SinkName {
        if (!value.matches("[a-z][a-z0-9_-]{0,62}")) {
            throw new IllegalArgumentException("'" + value + "' is no name of a sink");
        }
    }

    @Override
    public int compareTo(SinkName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
