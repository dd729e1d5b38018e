package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.Write;
import java.util.List;

/**
 * One transaction: it moves a lane's position and does everything that the changes in between write, or nothing of it.
 *
 * @param from the position that must be stored for the commit to hold
 * @param writes at most one for each row
 * @param completed the changes that are applied whole once this is committed
 */
public record CommitPlan(Position from, Position to, List<Write> writes, List<Change> completed) {
    public CommitPlan {
        writes = List.copyOf(writes);
        completed = List.copyOf(completed);
    }

    /** The plan that closes a lane whose shard has ended. */
    public static CommitPlan closing(Position from, java.time.Instant at) {
        return new CommitPlan(from, from.close(at), List.of(), List.of());
    }
}
