package dev.afterimage.undo;

import java.util.Optional;

/** What came of putting an item back. */
public sealed interface UndoEnd {
    /** What is not as intended, and why; empty where the item is as it was. */
    default Optional<String> trouble() {
        return switch (this) {
            case Done done -> done.besides();
            case Same _ -> Optional.empty();
            case Changed _ -> Optional.of("it has changed since it was looked at, and was left alone");
            case Impossible impossible -> Optional.of(impossible.reason());
            case Failed failed -> Optional.of(failed.reason());
            case Stopped _ -> Optional.of("it was stopped before it was done");
        };
    }

    /**
     * It is as it was.
     *
     * @param writeUnits what the source table consumed, where the service says so, else 0
     * @param besides what is otherwise than intended, since somebody else wrote at the same moment
     */
    record Done(double writeUnits, Optional<String> besides) implements UndoEnd {}

    /** It was so already. */
    record Same() implements UndoEnd {}

    /** Nothing was written: it has changed since the operator looked. */
    record Changed() implements UndoEnd {}

    /** Nothing was written, since it cannot be. */
    record Impossible(String reason) implements UndoEnd {}

    /** It failed, and may or may not be written where the reason says so. */
    record Failed(String reason) implements UndoEnd {}

    /** Nothing was written: somebody stopped it. */
    record Stopped() implements UndoEnd {}
}
