package dev.afterimage.history;

import dev.afterimage.change.SequenceNumber;
import java.util.Optional;

/**
 * Some changes of an item that follow each other.
 *
 * @param after the change before the first of them; empty where they begin with the first of all
 * @param upTo the last of them; empty for the last of all
 */
public record Span(Optional<SequenceNumber> after, Optional<SequenceNumber> upTo) {
    public static final Span ALL = new Span(Optional.empty(), Optional.empty());
}
