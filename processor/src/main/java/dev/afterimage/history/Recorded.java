package dev.afterimage.history;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import java.util.List;

/**
 * What the audit log has of one change.
 *
 * @param notes what became of it later
 */
public record Recorded(AuditRecord record, List<AuditNote> notes) {
    public Recorded {
        notes = List.copyOf(notes);
    }
}
