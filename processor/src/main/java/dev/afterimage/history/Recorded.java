package dev.afterimage.history;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.UndoNote;
import java.util.List;
import java.util.Optional;

/**
 * What the audit log has of one change.
 *
 * @param notes what became of it later
 * @param undo that an operator made it by putting the item back, where that is so
 */
public record Recorded(AuditRecord record, List<AuditNote> notes, Optional<UndoNote> undo) {
    public Recorded {
        notes = List.copyOf(notes);
    }
}
