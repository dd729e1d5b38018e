package dev.afterimage.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.List;

/** Reads the notes of the audit log. They are written only by commits. Thread-safe. */
public interface AuditNotes {
    /** What became of an item's changes after they were recorded, in the order of the changes; strongly consistent. */
    List<AuditNote> notes(TableName table, ItemKey key);

    /** The same of one change. */
    default List<AuditNote> notes(ChangeId id) {
        return notes(id.table(), id.key()).stream()
                .filter(note -> note.id().equals(id))
                .toList();
    }
}
