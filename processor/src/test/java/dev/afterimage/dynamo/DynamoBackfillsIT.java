package dev.afterimage.dynamo;

import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.BackfillsContract;
import dev.afterimage.commit.Committer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoBackfillsIT extends BackfillsContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected Backfills backfills() {
        return new DynamoBackfills(TABLES.client(), EmbeddedTables.NAMING);
    }

    @Override
    protected Committer committer() {
        return TABLES.committer();
    }
}
