package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One transaction of a lane: it moves the lane's position and does everything that the changes in between write, or
 * nothing of it.
 *
 * @param from the position that must be stored for the commit to hold
 * @param to the position that the commit stores
 * @param writes at most one for each row
 * @param marks of items with parked changes, and what else must stand
 * @param expected what projections have read for the writes
 * @param changes the changes that the writes come from, in order: all of each, or a part of the only one
 * @param parked what is kept instead of applied
 * @param leads what is applied before these changes or later ones and is none of the lane's own
 */
public record CommitPlan(
        Position from,
        Position to,
        List<Write> writes,
        List<GuardedWrite> marks,
        List<Expected> expected,
        List<Change> changes,
        List<ParkedNotice> parked,
        List<Lead> leads)
        implements Transaction {
    public CommitPlan {
        writes = List.copyOf(writes);
        marks = List.copyOf(marks);
        expected = List.copyOf(expected);
        changes = List.copyOf(changes);
        parked = List.copyOf(parked);
        leads = List.copyOf(leads);
    }

    /** Something that is applied before a change of the lane. */
    public record Lead(Change change, Change before) {
        /** Whether it has shown this change, which is none of the lane. */
        public boolean shows(ChangeId id) {
            return change.id().equals(id) && !before.id().equals(id);
        }
    }

    /** A plan without leads. */
    public CommitPlan(
            Position from,
            Position to,
            List<Write> writes,
            List<GuardedWrite> marks,
            List<Change> changes,
            List<ParkedNotice> parked) {
        this(from, to, writes, marks, List.of(), changes, parked, List.of());
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

    /** The plan that moves a lane's position on by its revision alone, so that no plan made before holds any more. */
    public static CommitPlan fencing(Position from, Instant at) {
        return new CommitPlan(from, from.fenced(at), List.of(), List.of());
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

    /** All that is applied, leads first. */
    public List<Change> shown() {
        return Stream.concat(leads.stream().map(Lead::change), changes.stream()).toList();
    }

    /** The last change of the lane that it applies, in part or whole, or goes before. */
    public Optional<Change> last() {
        return Stream.concat(leads.stream().map(Lead::before), changes.stream())
                .max(Comparator.comparing(Change::sequence));
    }

    /** The same plan, with another time and other writes. */
    public CommitPlan stampedAt(Instant at, List<Write> others) {
        return new CommitPlan(from, to.stampedAt(at), others, marks, expected, changes, parked, leads);
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
                : (int) parked.stream()
                        .map(ParkedNotice::change)
                        .filter(changes::contains)
                        .distinct()
                        .count();
    }
}
