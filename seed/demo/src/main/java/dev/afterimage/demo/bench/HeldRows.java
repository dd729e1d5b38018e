package dev.afterimage.demo.bench;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A committer that is as far away as that, and to which transactions hold their rows meanwhile, as they do in DynamoDB: of
 * two at the same time that write one row, the second is refused. The embedded DynamoDB lets one wait for the other.
 */
final class HeldRows implements Committer {
    private final Slow committer;
    private final Set<RowKey> held = new HashSet<>();

    HeldRows(Slow committer) {
        this.committer = committer;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        List<RowKey> rows =
                transaction.writes().stream().map(Write::row).distinct().toList();
        if (!hold(rows)) {
            Slow.travel(committer.distance());
            return new CommitOutcome.Contended("another transaction writes one of the rows");
        }
        try {
            return committer.commit(transaction);
        } finally {
            release(rows);
        }
    }

    private synchronized boolean hold(List<RowKey> rows) {
        boolean free = rows.stream().noneMatch(held::contains);
        if (free) {
            held.addAll(rows);
        }
        return free;
    }

    private synchronized void release(List<RowKey> rows) {
        rows.forEach(held::remove);
    }
}
