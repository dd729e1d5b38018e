package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import java.time.Instant;
import java.util.List;

/** Notes which gaps a repair has closed. */
record RepairedGaps(AuditLog audit, Committer door) {
    /** Those that were found before it was started; answers whether all of them are noted. */
    boolean close(Backfill repair, Instant at) {
        return audit.gaps(repair.table()).stream()
                .filter(gap -> gap.repaired().isEmpty() && gap.found().isBefore(repair.startedAt()))
                .allMatch(gap -> close(gap, at));
    }

    private boolean close(Gap gap, Instant at) {
        GuardedWrite write = new GuardedWrite(GapRows.repaired(gap, at), new Guard.Absent(GapRows.REPAIRED_AT));
        return switch (door.commit(new Redrive(List.of(write), List.of()))) {
            case CommitOutcome.Applied _, CommitOutcome.Stale _ -> true;
            case CommitOutcome.Contended _,
                    CommitOutcome.Throttled _,
                    CommitOutcome.Unanswered _,
                    CommitOutcome.Unable _,
                    CommitOutcome.Rejected _ -> false;
        };
    }
}
