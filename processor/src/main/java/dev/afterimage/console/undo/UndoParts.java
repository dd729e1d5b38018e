package dev.afterimage.console.undo;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.undo.UndoPlanner;
import dev.afterimage.undo.Undoer;

/**
 * Who puts items back for the console.
 *
 * @param allowed whether the configuration allows it
 */
public record UndoParts(boolean allowed, UndoPlanner planner, Undoers undoers) {
    /** Makes who puts items back. */
    @FunctionalInterface
    public interface Undoers {
        Undoer of(Undoer.Author author, StopSignal stop);
    }
}
