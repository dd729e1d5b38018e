package dev.afterimage.dynamo;

import dev.afterimage.commit.Committer;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.parking.ParkingLotContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoParkingLotIT extends ParkingLotContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected ParkingLot lot() {
        return new DynamoParkingLot(TABLES.client(), EmbeddedTables.NAMING);
    }

    @Override
    protected Committer committer() {
        return TABLES.committer();
    }
}
