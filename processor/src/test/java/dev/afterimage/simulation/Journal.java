package dev.afterimage.simulation;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes what has really been committed, in order. */
final class Journal implements Committer {
    private final Committer committer;
    private final List<Change> completed = new ArrayList<>();
    private final Map<RowKey, Integer> auditWrites = new HashMap<>();

    Journal(Committer committer) {
        this.committer = committer;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        CommitOutcome outcome = committer.commit(transaction);
        if (outcome instanceof CommitOutcome.Applied && transaction instanceof CommitPlan plan) {
            completed.addAll(plan.completed());
            plan.writes().stream()
                    .map(Write::row)
                    .filter(row -> row.table().equals(AuditRows.TABLE.name()))
                    .forEach(row -> auditWrites.merge(row, 1, Integer::sum));
        }
        return outcome;
    }

    /** Every change, when the whole of it was committed. */
    List<Change> completed() {
        return completed;
    }

    /** How often each row of the audit log was written. */
    Map<RowKey, Integer> auditWrites() {
        return auditWrites;
    }
}
