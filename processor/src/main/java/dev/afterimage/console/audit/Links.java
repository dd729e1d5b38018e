package dev.afterimage.console.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Address;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.projection.RowKey;

/** Where the views of an item are. A key is written with its names, so that an address is good for ever. */
public final class Links {
    private Links() {}

    /** An item's history. */
    public static Address item(TableName table, ItemKey key) {
        return of("/audit", table, key);
    }

    /** An item's history, beginning with this change. */
    public static String change(ChangeId id) {
        String place = id.sequence().nextBetween().padded();
        return item(id.table(), id.key()).with("cursor", Cursor.of(place).token()) + "#" + anchor(id.sequence());
    }

    /** Where on its page a change is. */
    static String anchor(SequenceNumber sequence) {
        return "change-" + sequence;
    }

    public static Address asOf(TableName table, ItemKey key, Target target) {
        return of("/as-of", table, key).with("at", TargetText.of(target));
    }

    public static Address compare(TableName table, ItemKey key, Target from, Target to) {
        return of("/compare", table, key).with("from", TargetText.of(from)).with("to", TargetText.of(to));
    }

    /** The changes that made a derived row. */
    public static Address row(RowKey row) {
        return of("/rows", row.table(), row.key());
    }

    /** What putting an item back would do, once {@code to} says what to go back to. */
    public static Address undo(TableName table, ItemKey key) {
        return of("/undo/items", table, key);
    }

    static Address of(String view, TableName table, ItemKey key) {
        return Address.of(view).part(table.value()).part(key.canonical());
    }
}
