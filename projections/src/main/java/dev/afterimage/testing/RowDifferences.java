package dev.afterimage.testing;

import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Says which rows are other than expected, and what wrote to them. */
final class RowDifferences {
    /** So many rows are told in full: the first are enough to find the mistake. */
    private static final int TOLD = 3;

    private final Map<RowKey, Item> expected;
    private final Map<RowKey, Item> actual;
    private final List<RowKey> different;

    RowDifferences(Map<RowKey, Item> expected, Map<RowKey, Item> actual) {
        this.expected = expected;
        this.actual = actual;
        Set<RowKey> all = new HashSet<>(expected.keySet());
        all.addAll(actual.keySet());
        this.different = all.stream()
                .filter(row -> !Objects.equals(expected.get(row), actual.get(row)))
                .sorted((left, right) -> left.toString().compareTo(right.toString()))
                .toList();
    }

    /**
     * The differences in words.
     *
     * @param replay tells every write again, in order, with what to say about it
     */
    String describe(String when, Consumer<BiConsumer<RowKey, String>> replay) {
        Map<RowKey, List<String>> writes = new LinkedHashMap<>();
        different.stream().limit(TOLD).forEach(row -> writes.put(row, new ArrayList<>()));
        replay.accept((row, write) -> writes.computeIfPresent(row, (_, told) -> {
            told.add(write);
            return told;
        }));
        StringBuilder text = new StringBuilder(when + ", " + different.size() + " rows are other than expected");
        writes.forEach((row, told) -> describe(row, told, text));
        return text.toString();
    }

    private void describe(RowKey row, List<String> writes, StringBuilder text) {
        text.append("\n  ").append(row);
        text.append("\n    expected: ").append(orNone(expected, row));
        text.append("\n    actual:   ").append(orNone(actual, row));
        writes.forEach(write -> text.append("\n    written by ").append(write));
    }

    private static String orNone(Map<RowKey, Item> rows, RowKey row) {
        Item item = rows.get(row);
        return item == null ? "no row" : item.toString();
    }
}
