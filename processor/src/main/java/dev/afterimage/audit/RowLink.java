package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.ChangeId;
import java.time.Instant;

/** That a change wrote a derived row. */
public record RowLink(ChangeId id, Instant changedAt, Operation operation) {}
