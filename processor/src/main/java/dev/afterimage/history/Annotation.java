package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.UndoNote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts to each change what is noted of it. */
record Annotation(List<AuditNote> notes, List<UndoNote> undos) {
    /** A stream's time is cut to the second, the embedded one's to the minute, and clocks differ. */
    private static final Duration APART = Duration.ofSeconds(65);

    List<Recorded> of(List<AuditRecord> records) {
        return records.stream().map(this::of).toList();
    }

    private Recorded of(AuditRecord record) {
        List<AuditNote> later = notes.stream()
                .filter(note -> note.id().sequence().padded().equals(record.sequence()))
                .toList();
        return new Recorded(record, later, undo(record));
    }

    private Optional<UndoNote> undo(AuditRecord record) {
        return record instanceof AuditRecord.Whole whole
                ? undos.stream().filter(undo -> made(undo, whole.entry())).findFirst()
                : Optional.empty();
    }

    /** An undo is a later change than the one that it goes back to, and makes of the item what that one did. */
    private static boolean made(UndoNote undo, AuditEntry entry) {
        Duration apart = Duration.between(undo.at(), entry.change().changedAt()).abs();
        return apart.compareTo(APART) < 0
                && (undo.outcome() == UndoNote.Outcome.DONE || undo.outcome() == UndoNote.Outcome.BEGUN)
                && undo.change()
                        .map(change -> change.compareTo(entry.change().sequence()) < 0)
                        .orElse(true)
                && Fingerprint.of(entry.change().after()).text().equals(undo.image());
    }
}
