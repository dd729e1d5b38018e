package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One transaction: it moves a lane's position and does everything that the changes in between write, or nothing of it.
 *
 * @param from the position that must be stored for the commit to hold
 * @param to the position that the commit stores
 * @param writes at most one for each row
 * @param changes the changes that the writes come from, in order: all of each, or a part of the only one
 */
public record CommitPlan(Position from, Position to, List<Write> writes, List<Change> changes) {
    public CommitPlan {
        writes = List.copyOf(writes);
        changes = List.copyOf(changes);
    }

    /** The plan that closes a lane whose shard has ended. */
    public static CommitPlan closing(Position from, Instant at) {
        return new CommitPlan(from, from.close(at), List.of(), List.of());
    }

    /** The changes that are applied whole once this is committed. */
    public List<Change> completed() {
        return to.split().isPresent() ? List.of() : changes;
    }

    /** The rows whose writes were refused, as far as they were named. */
    public Stream<RowKey> refusedRows(CommitOutcome.Rejected rejected) {
        return rejected.refusals().stream()
                .flatMapToInt(refusal -> refusal.write().stream())
                .mapToObj(write -> writes.get(write).row());
    }
}
