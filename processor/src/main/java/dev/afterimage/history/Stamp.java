package dev.afterimage.history;

import dev.afterimage.change.SequenceNumber;
import java.time.Instant;

/** When a change of an item was, by its number and by the clock. */
public record Stamp(SequenceNumber sequence, Instant at) {}
