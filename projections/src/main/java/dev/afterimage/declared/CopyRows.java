package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.Map;
import java.util.function.Function;

/** The shape {@code copy}: one row for an item. */
record CopyRows(RowTemplate row) implements Function<Item, Map<RowKey, Write.Put>> {
    @Override
    public Map<RowKey, Write.Put> apply(Item item) {
        return row.in(new View.OfItem(item), item)
                .map(put -> Map.of(put.row(), put))
                .orElse(Map.of());
    }
}
