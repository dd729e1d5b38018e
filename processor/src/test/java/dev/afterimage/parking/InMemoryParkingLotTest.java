package dev.afterimage.parking;

import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import java.util.List;

class InMemoryParkingLotTest extends ParkingLotContract {
    private final InMemoryCommitter memory = new InMemoryCommitter(List.of());

    @Override
    protected ParkingLot lot() {
        return memory.parkingLot();
    }

    @Override
    protected Committer committer() {
        return memory;
    }
}
