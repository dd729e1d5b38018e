package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows a projection what it asked for, and nothing else. */
record AskedRows(ProjectionName projection, Set<Read> asked, RowSource source) implements Rows {
    AskedRows {
        asked = Set.copyOf(asked);
    }

    @Override
    public Optional<Item> row(Read.Row read) {
        require(read);
        return source.row(read.key()).map(read::of);
    }

    @Override
    public List<Item> range(Read.Range read) {
        require(read);
        return read.of(source.covered(read));
    }

    private void require(Read read) {
        if (!asked.contains(read)) {
            throw new IllegalArgumentException(
                    projection + " reads from " + read.table() + " what it has not asked for: " + read);
        }
    }
}
