package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.version.Fences;
import dev.afterimage.version.Segments;
import dev.afterimage.version.VersionRegistry;
import dev.afterimage.version.VersionRows;
import dev.afterimage.version.VersionsContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoVersionsIT extends VersionsContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @BeforeEach
    void empty() {
        TABLES.clear(VersionRows.TABLE);
    }

    @Override
    protected VersionRegistry registry() {
        return new DynamoVersionRegistry(TABLES.client(), EmbeddedTables.NAMING);
    }

    @Override
    protected Fences fences() {
        return new DynamoFences(TABLES.client(), EmbeddedTables.NAMING);
    }

    @Override
    protected Segments segments() {
        return new DynamoSegments(TABLES.client(), EmbeddedTables.NAMING);
    }

    @Override
    protected CommitOutcome commit(GuardedWrite write) {
        return TABLES.committer().commit(new Redrive(List.of(write), List.of()));
    }
}
