package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.parking.ParkedRecord;

/** That a parked change does not wait any more, and who saw to it. */
public sealed interface Settlement {
    ParkedRecord parked();

    /** The operator who is told. */
    record Own(ParkedRecord parked) implements Settlement {}

    /** Another one, as the note in the audit log says. */
    record Other(ParkedRecord parked, AuditNote note) implements Settlement {}

    /** Nobody knows: the note is no more. */
    record Unknown(ParkedRecord parked) implements Settlement {}
}
