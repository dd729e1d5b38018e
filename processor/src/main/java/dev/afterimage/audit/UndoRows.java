package dev.afterimage.audit;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How an undo's note is laid out in the audit table: beside the entries of its item, but behind them all and outside of the
 * index, so that whoever reads entries or other notes does not meet it. Pure and thread-safe.
 */
public final class UndoRows {
    /** What the sort keys begin with. Those of entries begin with a digit, those of other notes with {@code note#}. */
    public static final String PREFIX = "undo#";

    /** The attribute that says how it ended. */
    public static final String OUTCOME = "outcome";

    private static final int LONGEST = 1_000;

    private final Optional<Duration> retention;

    /**
     * A layout.
     *
     * @param retention how long notes are kept; empty for ever
     */
    public UndoRows(Optional<Duration> retention) {
        this.retention = retention;
    }

    /** The row of a note as it begins. */
    public Write.Put begin(UndoNote note) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", text(note.table().value()));
        row.put("key", AttributeValue.fromM(note.key().attributes()));
        row.put("noted_at", text(Timestamp.of(note.at())));
        row.put("operator", text(cut(note.operator())));
        note.reason().ifPresent(reason -> row.put("reason", text(cut(reason))));
        note.change().ifPresent(change -> row.put("change", text(change.padded())));
        row.put("image", text(note.image()));
        row.put(OUTCOME, text(note.outcome().name()));
        retention
                .map(kept -> note.at().plus(kept).getEpochSecond())
                .ifPresent(second -> row.put(AuditRows.EXPIRES_AT, AttributeValue.fromN(second.toString())));
        return Write.put(row(note), row);
    }

    /** Adds to its row how it ended. */
    public static Write.Update end(UndoNote note) {
        Write.Update update =
                Write.update(row(note)).set(OUTCOME, text(note.outcome().name()));
        return note.detail()
                .map(detail -> update.set("detail", text(cut(detail))))
                .orElse(update);
    }

    /** Where a note stands: by its time, and whose it is. */
    private static RowKey row(UndoNote note) {
        String place = PREFIX + Timestamp.of(note.at()) + "#"
                + Integer.toHexString(note.operator().hashCode());
        return new RowKey(
                AuditRows.TABLE.name(),
                ItemKey.of(AuditRows.ITEM, ItemText.of(note.table(), note.key()), AuditRows.SEQUENCE, place));
    }

    /** Reads a note; a {@link dev.afterimage.ledger.DamagedException} where it is not what was written. */
    public static UndoNote decode(Item row) {
        Fields fields = new Fields(row);
        return new UndoNote(
                fields.table("table"),
                fields.key("key"),
                fields.time("noted_at"),
                fields.text("operator"),
                row.string("reason"),
                row.has("change") ? Optional.of(fields.sequence("change")) : Optional.<SequenceNumber>empty(),
                fields.text("image"),
                fields.parsed(OUTCOME, UndoNote.Outcome::valueOf),
                row.string("detail"));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
