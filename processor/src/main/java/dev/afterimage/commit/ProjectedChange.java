package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change with all that it writes: its audit entry, its expiry event if it has one, and its derived rows.
 *
 * @param slots the writes, at most one for each row, the same and in the same order each time the change is projected
 * @param parked the projections for which the change is kept instead of applied. One that has a slot all the same was
 *     to be applied, until DynamoDB refused it when other parts of the change were committed
 */
public record ProjectedChange(Change change, List<Slot> slots, List<Parked> parked) {
    public ProjectedChange {
        slots = List.copyOf(slots);
        parked = List.copyOf(parked);
    }

    /** A change that all of its projections take. */
    public ProjectedChange(Change change, List<Write> writes) {
        this(change, List.of(new Slot(Optional.empty(), writes)), List.of());
    }

    public List<Write> writes() {
        return slots.stream().flatMap(slot -> slot.writes().stream()).toList();
    }

    /** The projections for which the change is kept. */
    public Set<ProjectionName> parkedFor() {
        return parked.stream().map(Parked::projection).collect(Collectors.toUnmodifiableSet());
    }

    /** What keeps the change for this slot's projection in the place of what is left of the slot. */
    Optional<Parked> insteadOf(Slot slot) {
        return parked.stream()
                .filter(kept -> slot.projection().equals(Optional.of(kept.projection())))
                .findFirst();
    }

    /** Those parked for projections that write nothing of this change. */
    List<Parked> aside() {
        return parked.stream()
                .filter(kept ->
                        slots.stream().noneMatch(slot -> slot.projection().equals(Optional.of(kept.projection()))))
                .toList();
    }
}
