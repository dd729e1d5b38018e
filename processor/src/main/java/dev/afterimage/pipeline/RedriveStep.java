package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.commit.Redrive;
import dev.afterimage.parking.ParkedRecord;
import java.util.Optional;

/** What an operator's work on a parked item comes to next. */
sealed interface RedriveStep {
    /**
     * A transaction.
     *
     * @param parked what it is about, as it was read
     * @param note what it leaves in the audit log, if it settles the change
     */
    record Commit(ParkedRecord parked, Redrive transaction, Effect effect, Optional<AuditNote> note)
            implements RedriveStep {}

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
