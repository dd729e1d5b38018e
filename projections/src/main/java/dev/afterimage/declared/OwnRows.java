package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows that one item alone brings about, each outright: put where the item comes to bring it about or brings it about
 * otherwise, deleted where it no longer does.
 */
final class OwnRows implements Shape {
    private final States<Map<RowKey, Write.Put>> states;

    OwnRows(Filter.OfItems filter, Function<Item, Map<RowKey, Write.Put>> rows) {
        this.states = new States<>(filter, Map.of(), rows);
    }

    @Override
    public List<Write> project(Change change) {
        Map<RowKey, Write.Put> after = states.after(change);
        Map<RowKey, Write.Put> before = states.before(change);
        List<Write> writes = new ArrayList<>();
        before.keySet().stream()
                .filter(row -> !after.containsKey(row))
                .map(Write::delete)
                .forEach(writes::add);
        after.values().stream()
                .filter(row -> !row.equals(before.get(row.row())))
                .forEach(writes::add);
        return writes;
    }
}
