package dev.afterimage.rebuild;

import dev.afterimage.item.Item;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.RowSource;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of a view as they are computed, in memory. Not thread-safe. */
final class RecomputedRows implements RowSource {
    private final Map<RowKey, Item> rows = new HashMap<>();

    void apply(List<Write> writes) {
        writes.forEach(write -> Writes.apply(write, row(write.row()))
                .ifPresentOrElse(row -> rows.put(write.row(), row), () -> rows.remove(write.row())));
    }

    /** All of them, to be changed at will. */
    Map<RowKey, Item> rows() {
        return rows;
    }

    @Override
    public Optional<Item> row(RowKey key) {
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Stream<Item> covered(Read.Range range) {
        return rows.entrySet().stream()
                .filter(row -> range.covers(row.getKey()))
                .map(Map.Entry::getValue);
    }
}
