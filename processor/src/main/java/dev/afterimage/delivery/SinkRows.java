package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the state of a sink is laid out in the feed's table. Pure and thread-safe. Times are kept to the millisecond. */
public final class SinkRows {
    /** The queue in which sinks stand. */
    public static final String QUEUE = "sinks";

    /** The attribute that tells whether a state has changed. */
    public static final String REVISION = "revision";

    private static final String HOLDER = "holder";
    private static final String CURSOR = "cursor";
    private static final String RECORDED_AT = "recorded_at";
    private static final String DELIVERED = "delivered";
    private static final String SKIPPED = "skipped";
    private static final String DELIVERED_AT = "delivered_at";
    private static final String SKIP = "skip";
    private static final String TROUBLE = "trouble";
    private static final String HALTED = "halted";
    private static final String EVENT = "event";
    private static final String SINCE = "since";
    private static final String ATTEMPTS = "attempts";

    private SinkRows() {}

    public static RowKey key(SinkName name) {
        return FeedRows.row(QUEUE, name.value());
    }

    public static Item encode(SinkState state) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        Progress progress = state.progress();
        row.put(REVISION, number(state.revision()));
        state.holder().ifPresent(holder -> row.put(HOLDER, text(holder)));
        state.skip().ifPresent(event -> row.put(SKIP, text(event.value())));
        row.put(CURSOR, text(progress.cursor().token()));
        row.put(DELIVERED, number(progress.delivered()));
        row.put(SKIPPED, number(progress.skipped()));
        progress.recordedAt().ifPresent(at -> row.put(RECORDED_AT, time(at)));
        progress.deliveredAt().ifPresent(at -> row.put(DELIVERED_AT, time(at)));
        progress.trouble().ifPresent(trouble -> encode(trouble, row));
        return Item.of(key(state.name()).key(), row);
    }

    /** Reads a row; a {@link DamagedException} where it is none. */
    public static SinkState decode(Item row) {
        Fields fields = new Fields(row);
        Progress progress = new Progress(
                fields.parsed(CURSOR, Cursor::new),
                fields.optionalTime(RECORDED_AT),
                fields.number(DELIVERED),
                fields.number(SKIPPED),
                fields.optionalTime(DELIVERED_AT),
                row.string(TROUBLE).map(reason -> trouble(reason, row, fields)));
        return new SinkState(
                fields.parsed(FeedRows.PLACE, SinkName::new),
                fields.number(REVISION),
                row.string(HOLDER),
                progress,
                row.string(SKIP).map(EventId::new));
    }

    private static void encode(Trouble trouble, Map<String, AttributeValue> row) {
        row.put(TROUBLE, text(trouble.reason()));
        row.put(HALTED, AttributeValue.fromBool(trouble.halted()));
        row.put(SINCE, time(trouble.since()));
        row.put(ATTEMPTS, number(trouble.attempts()));
        trouble.event().ifPresent(event -> row.put(EVENT, text(event.value())));
    }

    private static Trouble trouble(String reason, Item row, Fields fields) {
        return new Trouble(
                reason,
                row.bool(HALTED).orElseThrow(() -> new DamagedException("its '" + HALTED + "' is missing")),
                row.string(EVENT).map(EventId::new),
                fields.time(SINCE),
                (int) fields.number(ATTEMPTS));
    }

    private static AttributeValue time(Instant at) {
        return text(Timestamp.of(at));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
