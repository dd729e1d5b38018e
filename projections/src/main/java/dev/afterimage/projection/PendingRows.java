package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows as they will be once some writes that are not committed yet are. Not thread-safe. */
public final class PendingRows implements RowSource {
    private final RowSource stored;
    private final Map<RowKey, Write> writes = new LinkedHashMap<>();

    public PendingRows(RowSource stored) {
        this.stored = stored;
    }

    /** Takes these writes, after those before. */
    public void write(List<Write> more) {
        more.forEach(write -> writes.merge(write.row(), write, Writes::merge));
    }

    /** What there is to commit: one write for each row, in the order in which the rows are first written. */
    public List<Write> writes() {
        return List.copyOf(writes.values());
    }

    @Override
    public Optional<Item> row(RowKey key) {
        return written(key, stored.row(key));
    }

    @Override
    public Stream<Item> covered(Read.Range range) {
        Map<RowKey, Item> rows = new LinkedHashMap<>();
        stored.covered(range)
                .forEach(
                        row -> rows.put(new RowKey(range.table(), range.schema().keyOf(row)), row));
        writes.keySet().stream()
                .filter(range::covers)
                .forEach(key -> written(key, Optional.ofNullable(rows.get(key)))
                        .ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key)));
        return rows.values().stream();
    }

    private Optional<Item> written(RowKey key, Optional<Item> row) {
        Write write = writes.get(key);
        return write == null ? row : Writes.apply(write, row);
    }
}
