package dev.afterimage.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a note is laid out in the audit table: beside the entries of its item, but behind them all and outside of the
 * index, so that whoever reads entries does not meet it. Pure and thread-safe.
 */
public final class NoteRows {
    /** What the sort keys of notes begin with. Those of entries begin with a digit. */
    public static final String PREFIX = "note#";

    private static final String CHANGE = "change";
    private static final String NOTED_AT = "noted_at";

    private NoteRows() {}

    static List<Write> encode(AuditNote note, Optional<Duration> retention) {
        ChangeId id = note.id();
        String at = Timestamp.of(note.at());
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", text(id.table().value()));
        row.put("key", AttributeValue.fromM(id.key().attributes()));
        row.put(CHANGE, text(id.sequence().padded()));
        row.put(NOTED_AT, text(at));
        row.put("action", text(note.action().name()));
        row.put("projection", text(note.projection().value()));
        note.operator().ifPresent(operator -> row.put("operator", text(operator)));
        note.reason().ifPresent(reason -> row.put("reason", text(reason)));
        AuditRows.encodeRows(note.rows(), row);
        retention.ifPresent(
                kept -> row.put(AuditRows.EXPIRES_AT, seconds(note.at().plus(kept))));
        String place = PREFIX + id.sequence().padded() + "#" + at + "#" + note.projection() + "#" + note.action();
        ItemKey key = ItemKey.of(AuditRows.ITEM, ItemText.of(id.table(), id.key()), AuditRows.SEQUENCE, place);
        return AuditRows.FOLDING.fold(new RowKey(AuditRows.TABLE.name(), key), row);
    }

    /** Reads a note from all its rows; a {@link DamagedException} where they are not what was written. */
    public static AuditNote decode(List<Item> rows) {
        Item row = AuditRows.FOLDING.unfold(rows);
        Fields fields = new Fields(row);
        ChangeId id = new ChangeId(fields.table("table"), fields.key("key"), fields.sequence(CHANGE));
        if (!ItemText.of(id.table(), id.key()).equals(fields.text(AuditRows.ITEM))) {
            throw new DamagedException("its 'table' and 'key' are those of another item, " + id.item());
        }
        return new AuditNote(
                id,
                fields.time(NOTED_AT),
                fields.parsed("action", AuditNote.Action::valueOf),
                fields.parsed("projection", ProjectionName::new),
                row.string("operator"),
                row.string("reason"),
                DecodedEntry.rows(row));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue seconds(Instant at) {
        return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
    }
}
