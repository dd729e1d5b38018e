package dev.afterimage.history;

import dev.afterimage.change.SequenceNumber;
import java.time.Instant;

/** A point in an item's history. */
public sealed interface Target {
    /** After the last change that the log has. */
    record Newest() implements Target {}

    /** After the last change at this moment or before. Changes are timed to the second. */
    record At(Instant moment) implements Target {}

    /** After this change, or the last one before it where there is none with this number. */
    record After(SequenceNumber sequence) implements Target {}

    /** Before this change. */
    record Before(SequenceNumber sequence) implements Target {}
}
