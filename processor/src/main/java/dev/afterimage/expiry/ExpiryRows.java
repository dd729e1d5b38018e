package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Folding;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How an expiry event is laid out in the expirations table. Pure and thread-safe.
 *
 * <p>Events stand in the order in which they were recorded, not in that in which items were deleted: so an event of a lane
 * that lags behind comes last, and whoever follows the table does not miss it.
 */
public final class ExpiryRows {
    public static final String BUCKET = "day";
    public static final String PLACE = "at";

    public static final String EXPIRES_AT = "expires_at";

    /** The expirations table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("expirations");

    /** How an event's rows become one. */
    public static final Folding FOLDING = new Folding(TABLE, Set.of("image"), Set.of(EXPIRES_AT));

    /** Where the events stand. */
    public static final Buckets BUCKETS = new Buckets("");

    private final Optional<Duration> retention;

    /** A layout that keeps events for ever. */
    public ExpiryRows() {
        this(Optional.empty());
    }

    /**
     * A layout.
     *
     * @param retention how long events are kept; empty for ever
     */
    public ExpiryRows(Optional<Duration> retention) {
        this.retention = retention;
    }

    /** The rows of an event: one, unless the last image is very large. */
    public List<Write> encode(ExpiryEvent event) {
        ChangeId id = event.id();
        String item = ItemText.of(id.table(), id.key());
        String recordedAt = Timestamp.of(event.recordedAt());
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", AttributeValue.fromS(id.table().value()));
        row.put("key", AttributeValue.fromM(id.key().attributes()));
        row.put("sequence", AttributeValue.fromS(id.sequence().padded()));
        row.put("recorded_at", AttributeValue.fromS(recordedAt));
        row.put("deleted_at", AttributeValue.fromS(Timestamp.of(event.deleted())));
        row.put("origin", AttributeValue.fromS(event.expiry().origin().name()));
        event.expiry().due().ifPresent(due -> row.put("due", AttributeValue.fromS(due.toString())));
        row.put("image", AttributeValue.fromM(event.lastImage().attributes()));
        retention.ifPresent(kept -> row.put(
                EXPIRES_AT,
                AttributeValue.fromN(Long.toString(event.recordedAt().plus(kept).getEpochSecond()))));
        ItemKey key = ItemKey.of(
                BUCKET, BUCKETS.bucket(recordedAt, item), PLACE, Buckets.place(recordedAt, id.sequence(), item));
        return FOLDING.fold(new RowKey(TABLE.name(), key), row);
    }

    /**
     * Reads an event from all its rows; a {@link dev.afterimage.ledger.DamagedException} where they are not what was
     * written. Times are kept to the millisecond.
     */
    public static ExpiryEvent decode(List<Item> rows) {
        Item row = FOLDING.unfold(rows);
        Fields fields = new Fields(row);
        return new ExpiryEvent(
                new ChangeId(fields.table("table"), fields.key("key"), fields.sequence("sequence")),
                fields.image("image"),
                new Expiry(fields.parsed("origin", Expiry.Origin::valueOf), fields.optionalTime("due")),
                fields.time("deleted_at"),
                fields.time("recorded_at"));
    }
}
