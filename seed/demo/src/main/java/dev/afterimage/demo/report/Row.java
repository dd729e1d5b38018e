package dev.afterimage.demo.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item or a row of a view as text: rows that were computed in different ways can be compared and printed. */
record Row(SortedMap<String, String> attributes) {
    static Row of(Map<String, AttributeValue> attributes) {
        SortedMap<String, String> text = new TreeMap<>();
        attributes.forEach((name, value) -> text.put(name, text(value)));
        return new Row(text);
    }

    private static String text(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> value.n();
            case BOOL -> value.bool().toString();
            default -> value.toString();
        };
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String get(String name) {
        String value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("the row " + this + " lacks '" + name + "'");
        }
        return value;
    }

    @Override
    public String toString() {
        return attributes.toString();
    }
}
