package dev.afterimage.dynamo;

import dev.afterimage.delivery.SinkStates;
import dev.afterimage.delivery.SinkStatesContract;
import dev.afterimage.expiry.FeedRows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoSinkStatesIT extends SinkStatesContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected SinkStates states() {
        TABLES.clear(FeedRows.TABLE);
        return new DynamoSinkStates(TABLES.client(), EmbeddedTables.NAMING);
    }
}
