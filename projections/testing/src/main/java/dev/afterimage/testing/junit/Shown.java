package dev.afterimage.testing.junit;

import dev.afterimage.item.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Compares the rows of a table that a reader sees, in whatever order, with those expected. */
record Shown(String table, String where, List<Item> expected) {
    Shown {
        expected = List.copyOf(expected);
    }

    /** An {@link AssertionError} tells which rows are missing and which are too many. */
    void check(Collection<Item> rows) {
        List<Item> missing = without(expected, rows);
        List<Item> unexpected = without(rows, expected);
        if (!missing.isEmpty() || !unexpected.isEmpty()) {
            StringBuilder text = new StringBuilder("table " + table + where + " holds other rows than expected");
            missing.forEach(row -> text.append("\n  missing:    ").append(sorted(row)));
            unexpected.forEach(row -> text.append("\n  unexpected: ").append(sorted(row)));
            throw new AssertionError(text.toString());
        }
    }

    /** With the attributes in the order of their names, so that one sees how two rows differ. */
    private static Item sorted(Item row) {
        return Item.of(new TreeMap<>(row.attributes()));
    }

    private static List<Item> without(Collection<Item> rows, Collection<Item> others) {
        List<Item> rest = new ArrayList<>(rows);
        others.forEach(rest::remove);
        return rest;
    }
}
