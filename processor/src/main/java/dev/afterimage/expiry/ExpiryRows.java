package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Folding;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Duration;
import java.time.Instant;
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

    private static final String KIND = "kind";
    private static final String DUE = "due";
    private static final String RECORDED_AT = "recorded_at";

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
        row.put(KIND, text(event.kind().name()));
        row.put("table", text(id.table().value()));
        row.put("key", AttributeValue.fromM(id.key().attributes()));
        row.put("sequence", text(id.sequence().padded()));
        row.put(RECORDED_AT, text(recordedAt));
        event.due().ifPresent(due -> row.put(DUE, text(due.toString())));
        if (event instanceof ExpiryEvent.Deleted deleted) {
            row.put("deleted_at", text(Timestamp.of(deleted.at())));
            row.put("origin", text(deleted.expiry().origin().name()));
        }
        event.lateness().ifPresent(late -> row.put("lateness_seconds", number(late.toSeconds())));
        row.put("image", AttributeValue.fromM(event.image().attributes()));
        retention.ifPresent(
                kept -> row.put(EXPIRES_AT, number(event.recordedAt().plus(kept).getEpochSecond())));
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
        ChangeId id = new ChangeId(fields.table("table"), fields.key("key"), fields.sequence("sequence"));
        return switch (fields.parsed(KIND, ExpiryEvent.Kind::valueOf)) {
            case DELETED ->
                new ExpiryEvent.Deleted(
                        id,
                        fields.image("image"),
                        new Expiry(fields.parsed("origin", Expiry.Origin::valueOf), fields.optionalTime(DUE)),
                        fields.time("deleted_at"),
                        fields.time(RECORDED_AT));
            case DUE -> new ExpiryEvent.Due(id, fields.image("image"), fields.time(DUE), fields.time(RECORDED_AT));
        };
    }

    /** An event's place in the order of recording: a feed goes on behind it. */
    public static Cursor cursor(ExpiryEvent event) {
        ChangeId id = event.id();
        return Cursor.of(
                Buckets.place(Timestamp.of(event.recordedAt()), id.sequence(), ItemText.of(id.table(), id.key())));
    }

    /** Whether a write belongs to an event. */
    public static boolean isOfEvent(Write write) {
        return write.row().table().equals(TABLE.name());
    }

    /** What the write of an event's row becomes where the event is recorded at another time. It keeps its size. */
    public static Write.Put recordedAt(Write.Put write, Instant at) {
        String now = Timestamp.of(at);
        Item row = write.item();
        Map<String, AttributeValue> moved = new LinkedHashMap<>(row.attributes());
        moved.replace(BUCKET, text(Buckets.at(now, text(row, BUCKET))));
        moved.replace(PLACE, text(Timestamp.at(now, text(row, PLACE))));
        moved.replace(RECORDED_AT, text(now));
        row.string(Folding.PART_OF).ifPresent(place -> moved.put(Folding.PART_OF, text(Timestamp.at(now, place))));
        row.number(EXPIRES_AT)
                .ifPresent(lapses -> moved.put(EXPIRES_AT, number(lapses.longValue() + secondsTo(at, write))));
        Item whole = Item.of(moved);
        return new Write.Put(new RowKey(TABLE.name(), TABLE.key().keyOf(whole)), whole);
    }

    private static long secondsTo(Instant at, Write.Put write) {
        Instant before = Instant.parse(Timestamp.in(text(write.item(), PLACE)));
        return at.getEpochSecond() - before.getEpochSecond();
    }

    private static String text(Item row, String attribute) {
        return row.string(attribute).orElseThrow();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
