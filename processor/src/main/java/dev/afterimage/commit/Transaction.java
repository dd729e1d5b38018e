package dev.afterimage.commit;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.List;
import java.util.stream.Stream;

/** What is written as a whole or not at all. No two of its writes are to one row. */
public sealed interface Transaction permits CommitPlan, Redrive {
    /** The writes whose rows must be as expected; the first names the transaction in errors. */
    List<GuardedWrite> guarded();

    /** The other writes; a refusal counts among these. */
    List<Write> writes();

    /** What must be stored for it to hold, of rows among the others and of rows that are not written. */
    List<Expected> expected();

    /** The rows whose writes were refused, as far as they were named. */
    default Stream<RowKey> refusedRows(CommitOutcome.Rejected rejected) {
        return rejected.refusals().stream()
                .flatMapToInt(refusal -> refusal.write().stream())
                .mapToObj(write -> writes().get(write).row());
    }
}
