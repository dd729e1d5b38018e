package dev.afterimage.pipeline;

import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;

/** How an operator's work on a parked item ended. */
public sealed interface RedriveEnd {
    /** Nothing is left of what was to be done. */
    record Done() implements RedriveEnd {}

    /**
     * A change cannot be applied this time either; it stays parked, and those behind it as well.
     *
     * @param change as it is noted now, with the reason and one attempt more
     */
    record Refused(ParkedChange change) implements RedriveEnd {}

    /** A change cannot be read; it stays parked, and those behind it as well. */
    record Damaged(ParkedRecord.Damaged parked) implements RedriveEnd {}

    /** Nothing can be done before somebody mends something; what was not done stays parked. */
    record Unable(String detail) implements RedriveEnd {}

    /** It was told to stop; what was not done stays parked. */
    record Stopped() implements RedriveEnd {}
}
