package dev.afterimage.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.ledger.Remark;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What became of a change for a projection after its entry was written: that it was parked in the middle, or what an
 * operator decided on it when it was parked.
 *
 * @param at to the millisecond
 * @param projection for which the change was parked
 * @param operator who decided; empty where nobody did
 * @param reason why it was parked, or what the operator gave as reason
 * @param rows the derived rows that the change wrote for the projection; where it was parked, those that its entry names
 *     and it did not write
 */
public record AuditNote(
        ChangeId id,
        Instant at,
        Action action,
        ProjectionName projection,
        Optional<String> operator,
        Optional<String> reason,
        List<RowKey> rows) {
    private static final int LONGEST = 1_000;

    public AuditNote {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        operator = operator.map(AuditNote::cut);
        reason = reason.map(AuditNote::cut);
        rows = List.copyOf(rows);
    }

    private static String cut(String text) {
        return Remark.of(text, LONGEST);
    }

    /** Whether the rows are those that were written, or those that were not. */
    public boolean wroteRows() {
        return action != Action.PARKED;
    }

    /** What became of the change. */
    public enum Action {
        /** The rest of it was parked when some of its writes were applied already. */
        PARKED,
        /** It was applied after all. */
        REDRIVEN,
        /** It was given up: the projection will never see it. */
        DISCARDED
    }
}
