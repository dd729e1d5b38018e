package dev.afterimage.console.parked;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An item, and some of its changes that wait, in their order.
 *
 * @param marker empty where nothing of it waits
 * @param next the change where to go on; empty where no more wait
 */
public record Waiting(
        ParkedItem item, Optional<Marker> marker, List<ParkedRecord> changes, Optional<SequenceNumber> next) {
    private static final int MOST_CHANGES = 50;

    /** So many bytes of images on a page: a few of the largest, or all of many small ones. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    /** Reads some of the changes from a number on, at least one where there is one. */
    static Waiting read(ParkingLot lot, ParkedItem item, SequenceNumber first) {
        Iterator<ParkedRecord> records = lot.records(item, first);
        List<ParkedRecord> found = new ArrayList<>();
        long bytes = 0;
        while (records.hasNext() && found.size() < MOST_CHANGES && bytes < MOST_BYTES) {
            ParkedRecord parked = records.next();
            found.add(parked);
            bytes += parked instanceof ParkedRecord.Whole whole ? whole.change().imageSize() : 0;
        }
        Optional<SequenceNumber> next =
                records.hasNext() ? Optional.of(records.next().sequence()) : Optional.empty();
        return new Waiting(item, lot.marker(item), List.copyOf(found), next);
    }
}
