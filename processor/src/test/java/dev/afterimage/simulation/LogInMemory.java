package dev.afterimage.simulation;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.rebuild.AuditWalk;
import dev.afterimage.rebuild.DerivedRows;
import dev.afterimage.version.WalkPlace;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Walks through the log and derived rows as they are at each look, between which others may come. */
record LogInMemory(World world, InMemoryCommitter tables) implements AuditWalk, DerivedRows {
    private static final int PAGE = 2;

    @Override
    public Page page(int segment, int segments, Optional<WalkPlace> after) {
        world.turns().pass();
        List<String> items = tables.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isEntry)
                .flatMap(row -> row.string(AuditRows.ITEM).stream())
                .distinct()
                .sorted()
                .filter(item -> Math.floorMod(item.hashCode(), segments) == segment)
                .filter(item -> after.isEmpty() || item.compareTo(after.get().item()) > 0)
                .limit(PAGE)
                .toList();
        world.turns().pass();
        return new Page(
                items, items.size() < PAGE ? Optional.empty() : Optional.of(new WalkPlace(items.getLast(), "")));
    }

    @Override
    public Iterator<Item> rows(TableName table) {
        world.turns().pass();
        return tables.rows(table).iterator();
    }

    @Override
    public List<Optional<Item>> together(List<RowKey> keys) {
        world.turns().pass();
        return keys.stream().map(tables::row).toList();
    }
}
