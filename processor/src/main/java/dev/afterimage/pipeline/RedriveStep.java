package dev.afterimage.pipeline;

import dev.afterimage.commit.Redrive;
import dev.afterimage.parking.ParkedChange;

/** What an operator's work on a parked item comes to next. */
sealed interface RedriveStep {
    /**
     * A transaction.
     *
     * @param change the change that it is about, as it was read
     */
    record Commit(ParkedChange change, Redrive transaction, Effect effect) implements RedriveStep {}

    /** Nothing, before somebody mends something. */
    record Impossible(String detail) implements RedriveStep {}

    /** What has happened once a transaction is committed. */
    enum Effect {
        /** The change does not wait any more. */
        SETTLED,
        /** A part of the change is applied. */
        ADVANCED,
        /** It is noted that the change cannot be applied. */
        REFUSED
    }
}
