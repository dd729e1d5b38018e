package dev.afterimage.commit;

import java.util.List;
import java.util.OptionalInt;

/** What became of a plan. */
public sealed interface CommitOutcome {
    /** Committed; what it consumed in write units, where the service says so, else 0. */
    record Applied(double writeUnits) implements CommitOutcome {}

    /** Not committed: a guarded row, such as the lane's position, is stored otherwise than the guard says. */
    record Stale() implements CommitOutcome {}

    /** Not committed: another transaction held one of the rows. */
    record Contended(String detail) implements CommitOutcome {}

    /** Not committed: too much was asked of a table, an index or the account. */
    record Throttled(String detail) implements CommitOutcome {}

    /** Committed or not, nobody knows: no answer, a timeout, an error of the server. The same plan may be tried again. */
    record Unanswered(String detail) implements CommitOutcome {}

    /** Not committed, and no plan will be before somebody mends it: a table is missing, a permission denied. */
    record Unable(String detail) implements CommitOutcome {}

    /** Not committed, and this plan never will be: DynamoDB refuses what it writes. */
    record Rejected(String detail, List<Refusal> refusals) implements CommitOutcome {
        public Rejected {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Why DynamoDB refused a plan.
     *
     * @param write which of the transaction's unguarded writes, counted from 0; empty where DynamoDB names none
     */
    record Refusal(OptionalInt write, String reason) {}
}
