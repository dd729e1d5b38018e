package dev.afterimage.parking;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Entries;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what is parked from tables in memory. As thread-safe as they are. */
public final class InMemoryParkingLot implements ParkingLot {
    private final Function<TableName, List<Item>> rows;

    /** A lot over all rows of a table. */
    public InMemoryParkingLot(Function<TableName, List<Item>> rows) {
        this.rows = rows;
    }

    @Override
    public List<Marker> markers(TableName table) {
        return queue(ParkedRows.markers(table)).map(ParkedRows::marker).toList();
    }

    @Override
    public Optional<Marker> marker(ParkedItem item) {
        return markers(item.table()).stream()
                .filter(marker -> marker.item().equals(item))
                .findFirst();
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item) {
        return records(item, queue(ParkedRows.queue(item)));
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item, SequenceNumber first) {
        return records(
                item, queue(ParkedRows.queue(item)).filter(row -> place(row).compareTo(first.padded()) >= 0));
    }

    private static Iterator<ParkedRecord> records(ParkedItem item, Stream<Item> rows) {
        Entries entries = new Entries(rows.iterator(), ParkedRows.FOLDING::entryOf);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false)
                .map(found -> ParkedRows.read(item, found))
                .iterator();
    }

    private Stream<Item> queue(String queue) {
        return rows.apply(ParkedRows.TABLE.name()).stream()
                .filter(row -> row.string(ParkedRows.QUEUE).equals(Optional.of(queue)))
                .sorted(Comparator.comparing(InMemoryParkingLot::place));
    }

    private static String place(Item row) {
        return row.string(ParkedRows.PLACE).orElse("");
    }
}
