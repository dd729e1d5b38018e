package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.change.Change;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.ItemText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What projections were shown of an item, by the audit log: as far back as something may be missing in between.
 *
 * @param changes in their order
 * @param fromFirst whether the first of them is the first there is
 */
record Remembered(List<Change> changes, boolean fromFirst) {
    Remembered {
        changes = List.copyOf(changes);
    }

    /**
     * Reads it, the newest entries first.
     *
     * @param since entries that were recorded before go on where those before them ended
     */
    static Remembered of(AuditLog audit, TableName table, ItemKey key, Instant since) {
        List<Change> newestFirst = new ArrayList<>();
        Iterator<AuditRecord> records = audit.newestFirst(ItemText.of(table, key));
        while (records.hasNext()) {
            AuditRecord.Whole whole = whole(records.next());
            newestFirst.add(whole.entry().change());
            if (whole.entry().recordedAt().isBefore(since)) {
                return new Remembered(newestFirst.reversed(), false);
            }
        }
        return new Remembered(newestFirst.reversed(), true);
    }

    /** The same with a change behind all of them, where it comes later. */
    Remembered with(Change change) {
        boolean known = !changes.isEmpty() && changes.getLast().sequence().compareTo(change.sequence()) >= 0;
        return known
                ? this
                : new Remembered(
                        Stream.concat(changes.stream(), Stream.of(change)).toList(), fromFirst);
    }

    private static AuditRecord.Whole whole(AuditRecord record) {
        return switch (record) {
            case AuditRecord.Whole whole -> whole;
            case AuditRecord.Damaged damaged ->
                throw new IllegalStateException("audit entry " + damaged.sequence() + " of " + damaged.item()
                        + " is damaged: " + damaged.reason() + ": restore it, since a repair follows from it");
        };
    }
}
