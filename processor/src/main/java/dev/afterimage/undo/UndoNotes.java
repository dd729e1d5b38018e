package dev.afterimage.undo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.pipeline.Noted;
import dev.afterimage.pipeline.Noting;
import dev.afterimage.pipeline.StopSignal;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Notes in the audit log that an item is about to be put back, and how that ended. */
final class UndoNotes {
    private final Undoer.Parts parts;
    private final Noting noting;

    UndoNotes(Undoer.Parts parts, StopSignal stop) {
        this.parts = parts;
        this.noting = new Noting(parts.committer(), parts.failures(), stop);
    }

    /** Writes the note; answers why it could not. */
    Optional<UndoEnd> begin(UndoNote note) {
        GuardedWrite write = new GuardedWrite(parts.rows().begin(note), new Guard.Absent(AuditRows.SEQUENCE));
        return commit(write)
                .map(reason ->
                        new UndoEnd.Failed("nothing was written, since the audit log could not note it: " + reason));
    }

    /** Adds to the note how it ended; answers that, and that it could not be noted where it could not. */
    UndoEnd end(UndoNote note, UndoEnd end) {
        UndoNote ended = switch (end) {
            case UndoEnd.Done done -> note.ended(UndoNote.Outcome.DONE, done.besides());
            case UndoEnd.Changed changed -> note.ended(UndoNote.Outcome.CHANGED, Optional.empty());
            case UndoEnd.Failed failed -> note.ended(UndoNote.Outcome.FAILED, Optional.of(failed.reason()));
            case UndoEnd.Stopped stopped -> note.ended(UndoNote.Outcome.FAILED, Optional.of("the operator stopped it"));
            case UndoEnd.Same same -> note.ended(UndoNote.Outcome.DONE, Optional.empty());
            case UndoEnd.Impossible impossible -> note.ended(UndoNote.Outcome.FAILED, Optional.of(impossible.reason()));
        };
        AttributeValue begun = AttributeValue.fromS(UndoNote.Outcome.BEGUN.name());
        return commit(new GuardedWrite(UndoRows.end(ended), new Guard.Equal(UndoRows.OUTCOME, begun)))
                .map(reason -> unnoted(end, reason))
                .orElse(end);
    }

    private static UndoEnd unnoted(UndoEnd end, String reason) {
        return end instanceof UndoEnd.Done done
                ? new UndoEnd.Done(
                        done.writeUnits(),
                        Optional.of(
                                done.besides().map(besides -> besides + "; ").orElse("")
                                        + "the audit log could not note that it is done: " + reason))
                : end;
    }

    /** Commits; answers why it could not. */
    private Optional<String> commit(GuardedWrite write) {
        return switch (noting.note(write)) {
            case Noted.Done done -> Optional.empty();
            case Noted.Stale stale -> Optional.of("somebody else notes the same at this moment");
            case Noted.Impossible impossible -> Optional.of(impossible.reason());
        };
    }
}
