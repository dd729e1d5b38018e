package dev.afterimage.backfill;

import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How backfills are laid out in their table: the heads of all in one queue, the segments of each table in one
 * of its own, and each fence in one that the item names, so that fences are spread as items are. Pure and thread-safe.
 */
public final class BackfillRows {
    public static final String QUEUE = "queue";
    public static final String PLACE = "place";
    public static final String REVISION = "revision";
    public static final String TABLE_NAME = "table";
    public static final String GENERATION = "generation";

    /** The table of backfills, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("backfills");

    /** The queue of the heads. */
    public static final String HEADS = "backfills";

    /** The place of a fence in its queue. */
    public static final String FENCE = "fence";

    /** The attribute of a fence that says what holds. */
    public static final String STATE = "state";

    /** The attribute of a head that only a repair has. */
    private static final String REPAIR_SINCE = "repair_since";

    private static final String SEGMENTS = "segments@";

    private BackfillRows() {}

    public static ItemKey head(TableName table) {
        return ItemKey.of(QUEUE, HEADS, PLACE, table.value());
    }

    public static String segments(TableName table) {
        return SEGMENTS + table;
    }

    public static ItemKey fence(TableName table, ItemKey item) {
        return ItemKey.of(QUEUE, ItemText.of(table, item), PLACE, FENCE);
    }

    /** An item is fenced otherwise from now on; it must have been fenced so until then. */
    static GuardedWrite fence(Backfill backfill, ItemKey item, Optional<FenceState> before, FenceState after) {
        RowKey row = new RowKey(TABLE.name(), fence(backfill.table(), item));
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(row.key().attributes());
        attributes.put(TABLE_NAME, text(backfill.table().value()));
        attributes.put(GENERATION, text(backfill.generation()));
        attributes.put(STATE, after.value());
        Guard guard = before.<Guard>map(state -> new Guard.Equal(STATE, state.value()))
                .orElseGet(() -> new Guard.Absent(STATE));
        return new GuardedWrite(new Write.Put(row, Item.of(attributes)), guard);
    }

    /** What a fence says. */
    public static FenceState fenceState(Item row) {
        return new Fields(row).parsed(STATE, FenceState::parse);
    }

    public static Item encode(Backfill backfill) {
        Map<String, AttributeValue> row =
                new LinkedHashMap<>(head(backfill.table()).attributes());
        row.put(REVISION, number(backfill.revision()));
        row.put(STATE, text(backfill.state().text()));
        if (backfill.purpose() instanceof Purpose.Repair(Instant since)) {
            row.put(REPAIR_SINCE, text(since.toString()));
        }
        row.put("segments", number(backfill.settings().segments()));
        row.put("read_units", number(backfill.settings().readUnits()));
        row.put("items_a_second", number(backfill.settings().itemsASecond()));
        row.put("consistent", AttributeValue.fromBool(backfill.settings().consistent()));
        row.put("late", AttributeValue.fromBool(backfill.settings().late()));
        row.put("started_at", text(backfill.startedAt().toString()));
        backfill.scannedAt().ifPresent(at -> row.put("scanned_at", text(at.toString())));
        backfill.endedAt().ifPresent(at -> row.put("ended_at", text(at.toString())));
        row.put("cancelled", AttributeValue.fromBool(backfill.cancelled()));
        return Item.of(row);
    }

    /** Reads a head; a {@link dev.afterimage.ledger.DamagedException} where it is none. */
    public static Backfill decode(Item row) {
        Fields fields = new Fields(row);
        ScanSettings settings = new ScanSettings(
                (int) fields.number("segments"),
                (int) fields.number("read_units"),
                row.number("items_a_second").map(Number::intValue).orElse(0),
                row.bool("consistent").orElse(true),
                row.bool("late").orElse(true));
        return new Backfill(
                fields.table(PLACE),
                fields.number(REVISION),
                fields.parsed(STATE, text -> BackfillState.valueOf(text.toUpperCase(Locale.ROOT))),
                fields.optionalTime(REPAIR_SINCE)
                        .<Purpose>map(Purpose.Repair::new)
                        .orElseGet(Purpose.Load::new),
                settings,
                fields.time("started_at"),
                fields.optionalTime("scanned_at"),
                fields.optionalTime("ended_at"),
                row.bool("cancelled").orElse(false));
    }

    public static Item encode(Segment segment) {
        Map<String, AttributeValue> row = new LinkedHashMap<>(
                ItemKey.of(QUEUE, segments(segment.table()), PLACE, String.format(Locale.ROOT, "%04d", segment.index()))
                        .attributes());
        row.put(REVISION, number(segment.revision()));
        row.put(TABLE_NAME, text(segment.table().value()));
        row.put(GENERATION, text(segment.generation()));
        segment.owner().ifPresent(owner -> row.put("owner", text(owner)));
        row.put("owned_until", text(segment.ownedUntil().toString()));
        segment.last().ifPresent(last -> row.put("last", AttributeValue.fromM(last.attributes())));
        row.put("read", number(segment.read()));
        row.put("loaded", number(segment.loaded()));
        row.put("done", AttributeValue.fromBool(segment.done()));
        return Item.of(row);
    }

    /** Reads a segment; a {@link dev.afterimage.ledger.DamagedException} where it is none. */
    public static Segment decodeSegment(Item row) {
        Fields fields = new Fields(row);
        return new Segment(
                fields.table(TABLE_NAME),
                fields.text(GENERATION),
                fields.parsed(PLACE, Integer::parseInt),
                fields.number(REVISION),
                row.string("owner"),
                fields.time("owned_until"),
                row.get("last").map(last -> ItemKey.of(last.m())),
                fields.number("read"),
                fields.number("loaded"),
                row.bool("done").orElse(false));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
