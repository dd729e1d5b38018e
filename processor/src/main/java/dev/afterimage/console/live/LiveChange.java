package dev.afterimage.console.live;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.lane.Lane;
import java.time.Instant;

/**
 * A change that has just been applied, without its images.
 *
 * @param parked whether it is kept for at least one projection instead of being applied whole
 */
public record LiveChange(
        ChangeId id, Operation operation, Lane lane, Instant changedAt, Instant appliedAt, boolean parked) {
    static LiveChange of(Change change, Lane lane, Instant appliedAt, boolean parked) {
        return new LiveChange(change.id(), Operation.of(change), lane, change.changedAt(), appliedAt, parked);
    }
}
