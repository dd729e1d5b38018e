package dev.afterimage.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the audit log holds of an operator's decision on a parked change.
 *
 * @param projection for which the change was parked
 * @param operator who decided
 * @param reason what the operator gave as reason
 * @param rows the derived rows that the change wrote for the projection
 */
public record AuditNote(
        ChangeId id,
        Instant at,
        Action action,
        ProjectionName projection,
        String operator,
        Optional<String> reason,
        List<RowKey> rows) {
    public AuditNote {
        rows = List.copyOf(rows);
    }

    /** What became of the change. */
    public enum Action {
        /** It was applied after all. */
        REDRIVEN,
        /** It was given up: the projection will never see it. */
        DISCARDED
    }
}
