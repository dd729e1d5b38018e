package dev.afterimage.feed;

import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a recording is laid out in the feed's table. Pure and thread-safe. Times are kept to the millisecond. */
public final class RecordingRows {
    /** The queue in which the recordings stand. */
    public static final String QUEUE = "recorders";

    /** The attribute that tells whether a recording has changed. */
    public static final String REVISION = "revision";

    private static final String LOW = "low";
    private static final String ENDED = "ended";

    private RecordingRows() {}

    public static RowKey key(RecorderId id) {
        return FeedRows.row(QUEUE, id.toString());
    }

    public static Item encode(Recording recording) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(REVISION, AttributeValue.fromN(Long.toString(recording.revision())));
        row.put(LOW, AttributeValue.fromS(Timestamp.of(recording.low())));
        row.put(ENDED, AttributeValue.fromBool(recording.ended()));
        return Item.of(key(recording.id()).key(), row);
    }

    /** Reads a row; a {@link DamagedException} where it is none. */
    public static Recording decode(Item row) {
        Fields fields = new Fields(row);
        return new Recording(
                fields.parsed(FeedRows.PLACE, RecorderId::parse),
                fields.number(REVISION),
                fields.time(LOW),
                row.bool(ENDED).orElseThrow(() -> new DamagedException("its '" + ENDED + "' is missing")));
    }
}
