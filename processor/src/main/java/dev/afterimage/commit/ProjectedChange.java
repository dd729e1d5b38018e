package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A change with all that it writes: its audit entry, its expiry event if it has one, and its derived rows.
 *
 * @param slots the writes, events first, at most one for each row, the same and in the same order each time the change is
 *     projected; behind them, those of projections that read rows
 * @param parked what keeps the change for projections instead of being applied. A projection that has a slot all the same
 *     was to apply it, until DynamoDB refused it when other parts of the change were committed
 * @param links what goes with each of the derived rows
 * @param leads the change of the lane that this one goes before, where it is none of the lane itself: it moves no position
 *     and is never applied in parts, so its guards alone keep it from taking effect twice
 * @param guarded what must stand for its events to be written, and becomes otherwise with them
 * @param left the projections that get the change from somebody else, who goes by what is guarded
 */
public record ProjectedChange(
        Change change,
        List<Slot> slots,
        List<Parked> parked,
        RowLinks links,
        Optional<Change> leads,
        List<GuardedWrite> guarded,
        Set<ProjectionName> left) {
    public ProjectedChange {
        left = Set.copyOf(left);
        slots = List.copyOf(slots);
        parked = List.copyOf(parked);
        guarded = List.copyOf(guarded);
        if (leads.isPresent() && guarded.isEmpty()) {
            throw new IllegalArgumentException(
                    change.id() + " is kept from taking effect twice by its lane's position, or else by a guard");
        }
    }

    /** A change of the lane. */
    public ProjectedChange(Change change, List<Slot> slots, List<Parked> parked, RowLinks links) {
        this(change, slots, parked, links, Optional.empty(), List.of(), Set.of());
    }

    /** A change whose derived rows are written alone. */
    public ProjectedChange(Change change, List<Slot> slots, List<Parked> parked) {
        this(change, slots, parked, RowLinks.NONE);
    }

    /** A change that is none of the lane, and goes before one of it. */
    public ProjectedChange(
            Change change,
            List<Slot> slots,
            List<Parked> parked,
            RowLinks links,
            Optional<Change> leads,
            List<GuardedWrite> guarded) {
        this(change, slots, parked, links, leads, guarded, Set.of());
    }

    boolean isLead() {
        return leads.isPresent();
    }

    /** What one projection writes. */
    public List<Write> writes(ProjectionName projection) {
        return slots.stream()
                .filter(slot -> slot.projection().equals(Optional.of(projection)))
                .flatMap(slot -> slot.writes().stream())
                .toList();
    }

    /** What the writes of one projection follow from. */
    public Slot.Basis basis(ProjectionName projection) {
        return slots.stream()
                .filter(slot -> slot.projection().equals(Optional.of(projection)))
                .map(Slot::basis)
                .findFirst()
                .orElse(Slot.Basis.CHANGE);
    }

    /** How many of the writes, from the first on, are the audit entry and the expiry event, which nobody must see in part. */
    int events() {
        return slots.stream()
                .takeWhile(slot -> slot.projection().isEmpty())
                .mapToInt(slot -> slot.writes().size())
                .sum();
    }

    public List<Write> writes() {
        return slots.stream().flatMap(slot -> slot.writes().stream()).toList();
    }

    /** How many of the writes, from the first on, are the same each time the change is projected. */
    int fixed() {
        return slots.stream()
                .takeWhile(Slot::isFixed)
                .mapToInt(slot -> slot.writes().size())
                .sum();
    }

    /** What was read, all together. */
    List<Expected> expected() {
        return slots.stream().flatMap(slot -> slot.expected().stream()).toList();
    }

    /** What projections write that have read, and commit all together or not at all. */
    public List<Slot> undivided() {
        return slots.stream().filter(Slot::isUndivided).toList();
    }

    /**
     * Some of the writes, and what goes with them.
     *
     * @param writes all of them
     */
    List<Write> together(List<Write> writes, int begin, int end) {
        List<Write> all = new ArrayList<>();
        for (int number = begin; number < end; number++) {
            all.addAll(number < events() ? List.of(writes.get(number)) : links.with(writes.get(number)));
        }
        return all;
    }

    /** What there is to do once these writes are committed, which are part of it. */
    ProjectedChange after(List<Write> committed) {
        Map<RowKey, Write> byRow = committed.stream().collect(Collectors.toMap(Write::row, Function.identity()));
        return with(slots.stream().map(slot -> slot.after(byRow)).toList());
    }

    private ProjectedChange with(List<Slot> others) {
        return new ProjectedChange(change, others, parked, links, leads, guarded, left);
    }

    /** All writes, and what goes with them. */
    List<Write> allTogether() {
        List<Write> all = new ArrayList<>();
        for (Slot slot : slots) {
            slot.writes()
                    .forEach(write -> all.addAll(slot.projection().isEmpty() ? List.of(write) : links.with(write)));
        }
        return all;
    }

    /** What keeps the change for this slot's projection in the place of what is left of the slot. */
    Optional<Parked> insteadOf(Slot slot) {
        return parked.stream()
                .filter(kept -> slot.projection().equals(Optional.of(kept.projection())))
                .findFirst();
    }

    /** Those parked for projections that write nothing of this change, without these projections. */
    List<Parked> aside(Set<ProjectionName> done) {
        return parked.stream()
                .filter(kept -> !done.contains(kept.projection()))
                .filter(kept ->
                        slots.stream().noneMatch(slot -> slot.projection().equals(Optional.of(kept.projection()))))
                .toList();
    }

    /** The same without what a projection was to write. */
    ProjectedChange without(ProjectionName projection) {
        List<Slot> others = slots.stream()
                .filter(slot -> !slot.projection().equals(Optional.of(projection)))
                .toList();
        return with(others);
    }
}
