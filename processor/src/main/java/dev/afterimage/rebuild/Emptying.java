package dev.afterimage.rebuild;

import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Deletes every row of a derived table that nobody writes to. */
record Emptying(DerivedRows rows, DerivedTable table) {
    private static final int AT_ONCE = 100;

    /** Answers false where it was told to stop before. */
    boolean run(StopSignal stop) {
        Iterator<Item> all = rows.rows(table.name());
        List<RowKey> next = new ArrayList<>(AT_ONCE);
        while (all.hasNext() && !stop.raised()) {
            next.add(new RowKey(table.name(), table.definition().key().keyOf(all.next())));
            if (next.size() == AT_ONCE || !all.hasNext()) {
                rows.delete(table, next);
                next.clear();
            }
        }
        return !stop.raised();
    }
}
