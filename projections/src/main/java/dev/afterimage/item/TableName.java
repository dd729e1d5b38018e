package dev.afterimage.item;

import java.util.regex.Pattern;

/**
 * The name of a table, as DynamoDB accepts it: 3 to 255 characters of {@code a-z A-Z 0-9 _ . -}
 * (Developer Guide, "Naming rules and data types").
 */
public record TableName(String value) implements Comparable<TableName> {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    public TableName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no table name: use 3 to 255 of the characters a-z A-Z 0-9 _ . -");
        }
    }

    @Override
    public int compareTo(TableName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
