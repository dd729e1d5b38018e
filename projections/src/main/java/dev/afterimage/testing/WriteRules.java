package dev.afterimage.testing;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB refuses to write to a table (Developer Guide, "Constraints" and "Quotas"). */
final class WriteRules {
    private static final int LARGEST_PARTITION_KEY = 2048;
    private static final int LARGEST_SORT_KEY = 1024;
    private static final int DIGITS = 38;
    private static final BigDecimal LARGEST = new BigDecimal("9.9999999999999999999999999999999999999E+125");
    private static final BigDecimal SMALLEST = new BigDecimal("1E-130");

    private final TableDefinition table;
    private final Set<String> keyNames;

    WriteRules(TableDefinition table) {
        this.table = table;
        this.keyNames = table.key().attributes().map(KeyAttribute::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Checks the key that is written to. */
    void check(RowKey row) {
        if (!row.key().attributes().keySet().equals(keyNames)) {
            throw refused(row + " is no key of the table, which has " + keyNames);
        }
        checkKey(table.key(), row.key().attributes());
    }

    /** Checks the row that a write leaves. */
    void check(Item row) {
        row.attributes().forEach(this::checkValue);
        for (IndexDefinition index : table.indexes()) {
            checkKey(index.key(), row.attributes());
        }
        if (ItemSize.of(row) > ItemSize.LIMIT) {
            throw refused("an item of " + ItemSize.of(row) + " bytes is larger than " + ItemSize.LIMIT);
        }
    }

    /** An index takes rows that lack a part of its key and leaves them out; a part that is there must be of its type. */
    private void checkKey(KeySchema key, Map<String, AttributeValue> attributes) {
        checkKeyPart(key.partition(), attributes, LARGEST_PARTITION_KEY);
        key.sort().ifPresent(sort -> checkKeyPart(sort, attributes, LARGEST_SORT_KEY));
    }

    private void checkKeyPart(KeyAttribute part, Map<String, AttributeValue> attributes, int largest) {
        AttributeValue value = attributes.get(part.name());
        if (value == null) {
            return;
        }
        if (!value.type().name().equals(part.type().name())) {
            throw refused("key attribute '" + part.name() + "' is of type " + value.type() + ", not " + part.type());
        }
        int size = ItemSize.of(value);
        if (size == 0 || size > largest) {
            throw refused("key attribute '" + part.name() + "' has " + size + " bytes, not 1 to " + largest);
        }
    }

    private void checkValue(String name, AttributeValue value) {
        switch (value.type()) {
            case N -> checkNumber(name, value.n());
            case NS -> {
                checkSet(name, value.ns());
                value.ns().forEach(number -> checkNumber(name, number));
            }
            case SS -> checkSet(name, value.ss());
            case BS -> checkSet(name, value.bs());
            case L -> value.l().forEach(element -> checkValue(name, element));
            case M -> value.m().forEach((inner, element) -> checkValue(name + "." + inner, element));
            case NUL -> {
                if (!value.nul()) {
                    throw refused("'" + name + "' is NULL but false");
                }
            }
            case S, B, BOOL -> {}
            case UNKNOWN_TO_SDK_VERSION -> throw refused("'" + name + "' has no known type");
        }
    }

    private void checkSet(String name, Collection<?> elements) {
        if (elements.isEmpty() || Set.copyOf(elements).size() < elements.size()) {
            throw refused("the set '" + name + "' is empty or holds an element twice");
        }
    }

    private void checkNumber(String name, String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros().abs();
        boolean inRange = number.signum() == 0 || (number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0);
        if (number.precision() > DIGITS || !inRange) {
            throw refused("'" + name + "' is " + text + ": a number has up to " + DIGITS
                    + " digits and lies between 1E-130 and 9.9E+125");
        }
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("DynamoDB would refuse this write to " + table.name() + ": " + reason);
    }
}
