package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One transaction of a lane: it moves the lane's position and does everything that the changes in between write, or
 * nothing of it.
 *
 * @param from the position that must be stored for the commit to hold
 * @param to the position that the commit stores
 * @param writes at most one for each row
 * @param marks of items with parked changes
 * @param changes the changes that the writes come from, in order: all of each, or a part of the only one
 * @param parked what is kept instead of applied
 */
public record CommitPlan(
        Position from,
        Position to,
        List<Write> writes,
        List<GuardedWrite> marks,
        List<Change> changes,
        List<ParkedNotice> parked)
        implements Transaction {
    public CommitPlan {
        writes = List.copyOf(writes);
        marks = List.copyOf(marks);
        changes = List.copyOf(changes);
        parked = List.copyOf(parked);
    }

    /** That the plan parks this change for this projection. */
    public record ParkedNotice(Change change, ProjectionName projection, String reason) {}

    /** A plan that parks nothing. */
    public CommitPlan(Position from, Position to, List<Write> writes, List<Change> changes) {
        this(from, to, writes, List.of(), changes, List.of());
    }

    /** The plan that closes a lane whose shard has ended. */
    public static CommitPlan closing(Position from, Instant at) {
        return new CommitPlan(from, from.close(at), List.of(), List.of());
    }

    /** The position, and the marks. */
    @Override
    public List<GuardedWrite> guarded() {
        List<GuardedWrite> guarded = new ArrayList<>(marks.size() + 1);
        guarded.add(new GuardedWrite(PositionRows.put(to), stands(from)));
        guarded.addAll(marks);
        return guarded;
    }

    /** Equality, not "less than": a worker that lost its lease must not apply an overlap again. */
    private static Guard stands(Position position) {
        return position.stored()
                ? new Guard.Equal(PositionRows.REVISION, AttributeValue.fromN(Long.toString(position.revision())))
                : new Guard.Absent(PositionRows.REVISION);
    }

    /** The changes that are applied whole once this is committed. */
    public List<Change> completed() {
        return to.split().isPresent() ? List.of() : changes;
    }

    /** How many of the completed changes are kept for at least one projection instead of being applied whole. */
    public int setAside() {
        if (completed().isEmpty()) {
            return 0;
        }
        boolean begunAside =
                from.split().filter(begun -> !begun.aside().isEmpty()).isPresent();
        return begunAside
                ? 1
                : (int) parked.stream().map(ParkedNotice::change).distinct().count();
    }
}
