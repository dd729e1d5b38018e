package dev.afterimage.pipeline;

import dev.afterimage.item.Item;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads rows for projections, strongly consistent. What it throws may pass. Thread-safe. */
public interface StoredRows {
    /** Where no projection reads. */
    StoredRows NONE = new StoredRows() {
        @Override
        public Map<RowKey, Item> rows(Collection<RowKey> keys) {
            throw new IllegalStateException("no rows can be read here, such as " + keys);
        }

        @Override
        public Map<Read.Range, List<Item>> ranges(Collection<Read.Range> ranges) {
            throw new IllegalStateException("no rows can be read here, such as " + ranges);
        }
    };

    /** Those of these rows that exist. */
    Map<RowKey, Item> rows(Collection<RowKey> keys);

    /** The rows of each of these ranges, in its order. */
    Map<Read.Range, List<Item>> ranges(Collection<Read.Range> ranges);
}
