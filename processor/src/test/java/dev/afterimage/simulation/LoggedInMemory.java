package dev.afterimage.simulation;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.backfill.LoggedItems;
import dev.afterimage.backfill.TablePages;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The items of a log whose rows are in memory. */
record LoggedInMemory(InMemoryCommitter tables, Supplier<Map<String, Item>> source) implements LoggedItems {
    @Override
    public TablePages.Page read(TablePages.Part part, Optional<ItemKey> from, int limit) {
        Map<String, Item> now = source.get();
        List<TablePages.Found> items = tables.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isEntry)
                .filter(row ->
                        row.string("table").equals(Optional.of(part.table().value())))
                .map(row -> ItemKey.of(row.get("key").orElseThrow().m()))
                .filter(key -> Math.floorMod(key.canonical().hashCode(), part.segments()) == part.segment())
                .filter(key ->
                        from.isEmpty() || key.canonical().compareTo(from.get().canonical()) > 0)
                .distinct()
                .sorted(Comparator.comparing(ItemKey::canonical))
                .limit(limit)
                .map(key -> new TablePages.Found(key, Optional.ofNullable(now.get(key.canonical()))))
                .toList();
        return new TablePages.Page(
                items,
                items.size() < limit
                        ? Optional.empty()
                        : Optional.of(items.getLast().key()),
                items.size());
    }
}
