package dev.afterimage.audit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.projection.RowKey;
import java.util.List;
import java.util.stream.Stream;

/** Reads an unfolded row of the audit table. */
record DecodedEntry(Item row, Fields fields) {
    DecodedEntry(Item row) {
        this(row, new Fields(row));
    }

    AuditEntry entry() {
        return new AuditEntry(change(), fields.time("recorded_at"), row.string("actor"), rows(row));
    }

    AuditSummary summary() {
        return new AuditSummary(
                id(),
                ChangeRows.operation(fields),
                fields.time("changed_at"),
                fields.time("recorded_at"),
                ChangedNames.decode(row),
                row.string("actor"));
    }

    private ChangeId id() {
        ChangeId id = new ChangeId(fields.table("table"), fields.key("key"), fields.sequence(AuditRows.SEQUENCE));
        if (!ItemText.of(id.table(), id.key()).equals(fields.text(AuditRows.ITEM))) {
            throw new DamagedException("its 'table' and 'key' are those of another item, " + id.item());
        }
        return id;
    }

    private Change change() {
        id();
        return ChangeRows.decode(row, AuditRows.SEQUENCE);
    }

    /** The derived rows that a row names. */
    static List<RowKey> rows(Item row) {
        return row.get("rows").stream()
                .flatMap(rows -> rows.hasL() ? rows.l().stream() : Stream.of())
                .map(derived -> parse(String.valueOf(derived.s())))
                .toList();
    }

    private static RowKey parse(String derived) {
        int slash = derived.indexOf('/');
        try {
            return new RowKey(
                    new TableName(derived.substring(0, Math.max(slash, 0))),
                    ItemKey.parse(derived.substring(slash + 1)));
        } catch (IllegalArgumentException nonsense) {
            throw new DamagedException("its row '" + derived + "' makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }
}
