package dev.afterimage.undo;

import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.commit.Committer;
import dev.afterimage.history.Fingerprint;
import dev.afterimage.history.Target;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.StopSignal;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Puts items back to what they were. The audit log notes that it is about to be done, then the item is written where it is
 * still what was seen, then the log notes how that ended. Done again, it does nothing. For one thread; others may be at
 * work at the same time.
 */
public final class Undoer {
    private final Parts parts;
    private final UndoNotes notes;
    private final Author author;
    private final StopSignal stop;

    /** What an undo works with. */
    public record Parts(
            UndoPlanner planner,
            SourceItems items,
            Committer committer,
            UndoRows rows,
            FailurePolicy failures,
            InstantSource clock) {}

    /** Who puts back, and why. */
    public record Author(String operator, Optional<String> reason) {}

    public Undoer(Parts parts, Author author, StopSignal stop) {
        this.parts = parts;
        this.notes = new UndoNotes(parts, stop);
        this.author = author;
        this.stop = stop;
    }

    /**
     * Puts an item back.
     *
     * @param expected what the operator has seen of it; empty where that is what is seen now
     */
    public UndoEnd undo(TableName table, ItemKey key, Target target, Optional<Fingerprint> expected) {
        return switch (parts.planner().plan(table, key, target)) {
            case UndoPlan.Same same -> new UndoEnd.Same();
            case UndoPlan.Impossible impossible -> new UndoEnd.Impossible(impossible.reason());
            case UndoPlan.Ready ready ->
                expected.filter(seen -> !seen.equals(ready.putBack().fingerprint()))
                                .isPresent()
                        ? new UndoEnd.Changed()
                        : undo(ready);
        };
    }

    private UndoEnd undo(UndoPlan.Ready plan) {
        UndoNote note = new UndoNote(
                plan.table(),
                plan.key(),
                parts.clock().instant(),
                author.operator(),
                author.reason(),
                plan.change(),
                Fingerprint.of(plan.putBack().wanted()).text(),
                UndoNote.Outcome.BEGUN,
                Optional.empty());
        Optional<UndoEnd> obstacle = notes.begin(note);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        UndoEnd end = new PutBackRun(parts, plan.putBack(), stop).run();
        return notes.end(note, end);
    }
}
