package dev.afterimage.backfill;

import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.projection.DerivedTable;
import java.util.List;

class InMemoryBackfillsTest extends BackfillsContract {
    private final InMemoryCommitter memory = new InMemoryCommitter(List.of(DerivedTable.of(BackfillRows.TABLE)));
    private final InMemoryBackfills backfills = new InMemoryBackfills(memory);

    @Override
    protected Backfills backfills() {
        return backfills;
    }

    @Override
    protected Committer committer() {
        return memory;
    }
}
