package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.ChangeId;
import java.time.Instant;
import java.util.Optional;

/** What a listing shows of an audit entry: all but its images and derived rows. */
public record AuditSummary(
        ChangeId id,
        Operation operation,
        Instant changedAt,
        Instant recordedAt,
        ChangedNames changed,
        Optional<String> actor) {}
