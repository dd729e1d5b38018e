package dev.afterimage.testing;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.RowSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a projection may read: derived tables, and source tables as they are when all of some changes have happened, since
 * a projection sees a change later than it happens.
 */
record ReadableTables(InMemoryTables derived, Map<TableName, Map<ItemKey, Item>> sources) implements RowSource {
    /** The source tables after these changes, of which those of one item are in their order. */
    static Map<TableName, Map<ItemKey, Item>> sourcesAfter(List<Change> changes) {
        Map<TableName, Map<ItemKey, Item>> sources = new HashMap<>();
        for (Change change : changes) {
            Map<ItemKey, Item> items = sources.computeIfAbsent(change.table(), _ -> new HashMap<>());
            change.after().ifPresentOrElse(image -> items.put(change.key(), image), () -> items.remove(change.key()));
        }
        return sources;
    }

    @Override
    public Optional<Item> row(RowKey key) {
        return isDerived(key.table())
                ? derived.row(key)
                : Optional.ofNullable(items(key.table()).get(key.key()));
    }

    @Override
    public Stream<Item> covered(Read.Range range) {
        return isDerived(range.table())
                ? derived.covered(range)
                : items(range.table()).entrySet().stream()
                        .filter(item -> range.covers(new RowKey(range.table(), item.getKey())))
                        .map(Map.Entry::getValue);
    }

    private boolean isDerived(TableName table) {
        return derived.names().contains(table);
    }

    private Map<ItemKey, Item> items(TableName table) {
        return sources.getOrDefault(table, Map.of());
    }
}
