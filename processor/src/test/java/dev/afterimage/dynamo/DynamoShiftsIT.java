package dev.afterimage.dynamo;

import dev.afterimage.due.Shifts;
import dev.afterimage.due.ShiftsContract;
import dev.afterimage.expiry.FeedRows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoShiftsIT extends ShiftsContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected Shifts shifts() {
        TABLES.clear(FeedRows.TABLE);
        return new DynamoShifts(TABLES.client(), EmbeddedTables.NAMING);
    }
}
