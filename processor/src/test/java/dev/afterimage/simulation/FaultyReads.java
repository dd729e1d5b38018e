package dev.afterimage.simulation;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads positions and what is parked; sometimes it cannot, and between any two reads others may come. */
final class FaultyReads implements Positions, ParkingLot {
    private final World world;
    private final InMemoryCommitter tables;
    private final ParkingLot lot;

    FaultyReads(World world, InMemoryCommitter tables) {
        this.world = world;
        this.tables = tables;
        this.lot = tables.parkingLot();
    }

    @Override
    public Position of(Lane lane) {
        strike();
        return tables.of(lane);
    }

    @Override
    public List<Position> all() {
        return tables.all();
    }

    @Override
    public List<Marker> markers(TableName table) {
        strike();
        return lot.markers(table);
    }

    @Override
    public Optional<Marker> marker(ParkedItem item) {
        strike();
        return lot.marker(item);
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item) {
        strike();
        return lot.records(item);
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item, SequenceNumber first) {
        strike();
        return lot.records(item, first);
    }

    private void strike() {
        world.turns().pass();
        if (world.faults().strikes(Fault.UNREADABLE_POSITION)) {
            throw new Unexpected("no answer");
        }
    }
}
