package dev.afterimage.undo;

import dev.afterimage.history.Target;
import dev.afterimage.pipeline.StopSignal;
import java.util.List;
import java.util.Optional;

/** Puts many items back, one after the other, each only where it is still as it was found. For one use. */
public final class UndoRun {
    private final Undoer undoer;
    private final StopSignal stop;

    /** Is told how each item ended. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An item has ended.
         *
         * @param soFar what it has come to, with this item
         */
        void ended(FoundItem item, UndoEnd end, UndoTally soFar);
    }

    /** A run, which ends after the item at hand when it is told to stop. */
    public UndoRun(Undoer undoer, StopSignal stop) {
        this.undoer = undoer;
        this.stop = stop;
    }

    public UndoTally run(List<FoundItem> items, Target target, Listener listener) {
        UndoTally tally = UndoTally.NONE;
        for (FoundItem item : items) {
            if (stop.raised()) {
                return tally;
            }
            UndoEnd end = undoer.undo(item.table(), item.key(), target, Optional.of(item.seen()));
            tally = tally.with(item, end);
            listener.ended(item, end, tally);
        }
        return tally;
    }
}
