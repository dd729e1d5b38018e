package dev.afterimage.undo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.pipeline.StopSignal;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Notes in the audit log that an item is about to be put back, and how that ended. */
final class UndoNotes {
    private static final int MOST_ATTEMPTS = 12;

    private final Undoer.Parts parts;
    private final StopSignal stop;

    UndoNotes(Undoer.Parts parts, StopSignal stop) {
        this.parts = parts;
        this.stop = stop;
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

    /** Commits; answers why it could not. A guard that does not hold any more after a lost answer says that it could. */
    private Optional<String> commit(GuardedWrite write) {
        Redrive transaction = new Redrive(List.of(write), List.of());
        boolean unanswered = false;
        String reason = "";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            CommitOutcome outcome = parts.committer().commit(transaction);
            switch (outcome) {
                case CommitOutcome.Applied applied -> {
                    return Optional.empty();
                }
                case CommitOutcome.Stale stale -> {
                    return unanswered ? Optional.empty() : Optional.of("somebody else notes the same at this moment");
                }
                case CommitOutcome.Unable unable -> {
                    return Optional.of(unable.detail());
                }
                case CommitOutcome.Rejected rejected -> {
                    return Optional.of(rejected.detail());
                }
                case CommitOutcome.Contended contended -> reason = contended.detail();
                case CommitOutcome.Throttled throttled -> reason = throttled.detail();
                case CommitOutcome.Unanswered lost -> {
                    unanswered = true;
                    reason = lost.detail();
                }
            }
            if (!stop.pause(parts.failures().beforeRetry(attempt))) {
                return Optional.of("the operator stopped it");
            }
        }
        return Optional.of("gave up after " + MOST_ATTEMPTS + " attempts: " + reason);
    }
}
