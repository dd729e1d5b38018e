package dev.afterimage.dynamo;

import dev.afterimage.expiry.FeedRows;
import dev.afterimage.feed.Recorders;
import dev.afterimage.feed.RecordersContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoRecordersIT extends RecordersContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected Recorders recorders() {
        TABLES.clear(FeedRows.TABLE);
        return new DynamoRecorders(TABLES.client(), EmbeddedTables.NAMING);
    }
}
