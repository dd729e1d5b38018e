package dev.afterimage.due;

import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the shift is laid out in the feed's table. Pure and thread-safe. */
public final class ShiftRows {
    public static final String QUEUE = "announcer";
    public static final String PLACE = "shift";

    /** The attribute that tells whether the shift has changed. */
    public static final String REVISION = "revision";

    private static final String WORKER = "worker";

    private ShiftRows() {}

    public static Item encode(Shift shift) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(REVISION, AttributeValue.fromN(Long.toString(shift.revision())));
        shift.worker().ifPresent(worker -> row.put(WORKER, AttributeValue.fromS(worker)));
        return Item.of(FeedRows.row(QUEUE, PLACE).key(), row);
    }

    public static Shift decode(Item row) {
        return new Shift(new Fields(row).number(REVISION), row.string(WORKER));
    }
}
