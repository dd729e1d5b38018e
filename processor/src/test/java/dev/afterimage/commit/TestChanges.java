package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Small changes of one table, for tests that care for their order more than for what is in them. */
public final class TestChanges {
    public static final TableName TABLE = new TableName("things");
    public static final Instant CHANGED_AT = Instant.parse("2026-02-03T04:05:06Z");

    private TestChanges() {}

    /** A new item, {@code id} with {@code value}, at this place in the order. */
    public static Change inserted(long sequence, String id, String value) {
        return new Change.Inserted(id(sequence, id), CHANGED_AT, item(id, value));
    }

    public static Change inserted(long sequence) {
        return inserted(sequence, "thing-" + sequence, "value " + sequence);
    }

    public static Change modified(long sequence, String id, String before, String after) {
        return new Change.Modified(id(sequence, id), CHANGED_AT, item(id, before), item(id, after));
    }

    public static Change removed(long sequence, String id, String before) {
        return new Change.Removed(id(sequence, id), CHANGED_AT, item(id, before));
    }

    public static Change expired(long sequence, String id, String before) {
        Expiry expiry = new Expiry(Expiry.Origin.SERVICE, Optional.of(CHANGED_AT));
        return new Change.Expired(id(sequence, id), CHANGED_AT, item(id, before), expiry);
    }

    public static ChangeId id(long sequence, String id) {
        return new ChangeId(TABLE, ItemKey.of("id", id), SequenceNumber.of(Long.toString(sequence)));
    }

    public static Item item(String id, String value) {
        return Item.of(Map.of("id", AttributeValue.fromS(id), "value", AttributeValue.fromS(value)));
    }
}
