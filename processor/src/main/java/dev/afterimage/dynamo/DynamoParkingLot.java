package dev.afterimage.dynamo;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Entries;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.parking.ParkingLot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads parked changes from their table, with nothing but consistent queries. */
public final class DynamoParkingLot implements ParkingLot {
    private final Rows rows;
    private final Rows.Source queues;

    public DynamoParkingLot(DynamoDbClient client, TableNaming naming) {
        this.rows = new Rows(client, InstantSource.system());
        this.queues = Rows.Source.table(naming.of(ParkedRows.TABLE.name()).value(), ParkedRows.QUEUE, ParkedRows.PLACE);
    }

    @Override
    public List<Marker> markers(TableName table) {
        List<Marker> markers = new ArrayList<>();
        rows.all(queues, ParkedRows.markers(table)).forEachRemaining(row -> markers.add(ParkedRows.marker(row)));
        return markers;
    }

    @Override
    public Optional<Marker> marker(ParkedItem item) {
        Item key = Item.of(ParkedRows.marker(item).key().attributes());
        return rows.one(
                        queues,
                        key.string(ParkedRows.QUEUE).orElseThrow(),
                        key.string(ParkedRows.PLACE).orElseThrow())
                .map(ParkedRows::marker);
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item) {
        return records(item, rows.all(queues, ParkedRows.queue(item)));
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item, SequenceNumber first) {
        return records(item, rows.from(queues, ParkedRows.queue(item), first.padded()));
    }

    private static Iterator<ParkedRecord> records(ParkedItem item, Iterator<Item> rows) {
        Entries entries = new Entries(rows, ParkedRows.FOLDING::entryOf);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false)
                .map(found -> ParkedRows.read(item, found))
                .iterator();
    }
}
