package dev.afterimage.commit;

import dev.afterimage.item.Item;
import dev.afterimage.lane.Positions;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import java.util.List;
import java.util.Optional;

final class InMemoryCommitterTest extends CommitterContract {
    private final InMemoryCommitter memory = new InMemoryCommitter(List.of(DerivedTable.of(ROWS)));

    @Override
    protected Committer committer() {
        return memory;
    }

    @Override
    protected Positions positions() {
        return memory;
    }

    @Override
    protected Optional<Item> stored(RowKey row) {
        return memory.row(row);
    }
}
