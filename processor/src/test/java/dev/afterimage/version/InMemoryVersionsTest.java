package dev.afterimage.version;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.projection.DerivedTable;
import java.util.List;

class InMemoryVersionsTest extends VersionsContract {
    private final InMemoryCommitter memory = new InMemoryCommitter(List.of(DerivedTable.of(VersionRows.TABLE)));
    private final InMemoryVersions versions = new InMemoryVersions(memory);

    @Override
    protected VersionRegistry registry() {
        return versions;
    }

    @Override
    protected Fences fences() {
        return versions;
    }

    @Override
    protected Segments segments() {
        return versions;
    }

    @Override
    protected CommitOutcome commit(GuardedWrite write) {
        return memory.commit(new Redrive(List.of(write), List.of()));
    }
}
