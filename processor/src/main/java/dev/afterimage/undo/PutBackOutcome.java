package dev.afterimage.undo;

import dev.afterimage.item.Item;
import java.util.Optional;

/** What became of a {@link PutBack}. */
public sealed interface PutBackOutcome {
    /**
     * Written.
     *
     * @param writeUnits what it consumed, where the service says so, else 0
     * @param replaced what the item was at that very moment
     */
    record Done(double writeUnits, Optional<Item> replaced) implements PutBackOutcome {}

    /** Not written: the item is not what it was seen as. */
    record Changed() implements PutBackOutcome {}

    /** Not written now: too much is asked of the table, or somebody else holds the item. */
    record Busy(String detail) implements PutBackOutcome {}

    /** Written or not, nobody knows. */
    record Unanswered(String detail) implements PutBackOutcome {}

    /** Not written, and it will not be before somebody mends something. */
    record Refused(String detail) implements PutBackOutcome {}
}
