package dev.afterimage.ledger;

import dev.afterimage.item.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gathers rows into entries: consecutive rows, in either order, of which each entry has one or more. It reads one row
 * beyond an entry to know that the entry has no more. For one thread.
 */
public final class Entries implements Iterator<List<Item>> {
    private final Iterator<Item> rows;
    private final Function<Item, Object> entryOf;
    private Optional<Item> next = Optional.empty();

    /**
     * Gathers.
     *
     * @param entryOf what the rows of an entry have in common, and only they
     */
    public Entries(Iterator<Item> rows, Function<Item, Object> entryOf) {
        this.rows = rows;
        this.entryOf = entryOf;
    }

    @Override
    public boolean hasNext() {
        return next.isPresent() || rows.hasNext();
    }

    @Override
    public List<Item> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Item first = next.orElseGet(rows::next);
        next = Optional.empty();
        List<Item> entry = new ArrayList<>(List.of(first));
        Object common = entryOf.apply(first);
        while (next.isEmpty() && rows.hasNext()) {
            Item row = rows.next();
            if (entryOf.apply(row).equals(common)) {
                entry.add(row);
            } else {
                next = Optional.of(row);
            }
        }
        return entry;
    }
}
