package dev.afterimage.parking;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is parked, strongly consistent. It is written only by commits. Thread-safe. A marker that is not as it was
 * written is a {@link dev.afterimage.ledger.DamagedException}.
 */
public interface ParkingLot {
    /** The items of a source table that wait, for any projection. */
    List<Marker> markers(TableName table);

    /** Empty where the item does not wait. */
    Optional<Marker> marker(ParkedItem item);

    /** The changes of the item that wait, in their order; read on as it is iterated over. */
    Iterator<ParkedRecord> records(ParkedItem item);

    /** The same without those before a number. */
    Iterator<ParkedRecord> records(ParkedItem item, SequenceNumber first);
}
