package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan.ParkedNotice;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The plans for some changes, one after the other. For one thread. */
final class Plans implements Iterator<CommitPlan> {
    private final CommitLimits limits;
    private final boolean bySlots;
    private final Iterator<ProjectedChange> changes;
    private final InstantSource clock;
    private Position position;
    private Optional<ProjectedChange> head = Optional.empty();

    Plans(CommitLimits limits, boolean bySlots, Position from, Iterator<ProjectedChange> changes, InstantSource clock) {
        this.limits = limits;
        this.bySlots = bySlots;
        this.position = from;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public boolean hasNext() {
        if (head.isEmpty() && changes.hasNext()) {
            head = Optional.of(changes.next());
        }
        return head.isPresent();
    }

    @Override
    public CommitPlan next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CommitPlan plan = bySlots || position.split().isPresent() ? part(head.orElseThrow()) : longest();
        position = plan.to();
        return plan;
    }

    /** As many changes as fit; a part of the first where it alone does not. */
    private CommitPlan longest() {
        Draft draft = new Draft(limits);
        List<Change> taken = new ArrayList<>();
        List<ParkedNotice> parked = new ArrayList<>();
        while (hasNext() && taken.size() < limits.changes() && draft.take(head.orElseThrow())) {
            ProjectedChange projected = head.orElseThrow();
            taken.add(projected.change());
            parked.addAll(notices(projected.change(), projected.parked()));
            head = Optional.empty();
        }
        return taken.isEmpty()
                ? part(head.orElseThrow())
                : new CommitPlan(
                        position,
                        position.after(taken.getLast(), clock.instant()),
                        draft.writes(),
                        draft.marks(),
                        taken,
                        parked);
    }

    /** The next part of a change that is applied in parts. */
    private CommitPlan part(ProjectedChange projected) {
        int begin = position.writesApplied(projected.change());
        int slotBegin = 0;
        for (Slot slot : projected.slots()) {
            int slotEnd = slotBegin + slot.writes().size();
            Optional<Parked> instead = projected.insteadOf(slot);
            if (instead.isPresent() && begin < slotEnd) {
                return begin < slotBegin
                        ? part(projected, begin, slotBegin)
                        : instead(projected, instead.get(), slotEnd);
            }
            if (bySlots && begin < slotEnd) {
                return part(projected, begin, slotEnd);
            }
            slotBegin = slotEnd;
        }
        return part(projected, begin, slotBegin);
    }

    /** As many of the change's writes before the end as fit; a write too large for any transaction goes alone. */
    private CommitPlan part(ProjectedChange projected, int begin, int end) {
        List<Write> writes = projected.writes();
        List<Parked> aside = begin == 0 ? projected.aside() : List.of();
        Draft draft = new Draft(limits);
        draft.takeParked(aside);
        int next = begin;
        while (next < end && (draft.take(List.of(writes.get(next))) || draft.takeAlone(writes.get(next)))) {
            next++;
        }
        return plan(projected, next, draft, aside);
    }

    /** What is left of a slot, up to its end, is kept instead of applied. */
    private CommitPlan instead(ProjectedChange projected, Parked parked, int slotEnd) {
        Draft draft = new Draft(limits);
        draft.takeParked(List.of(parked));
        return plan(projected, slotEnd, draft, List.of(parked));
    }

    private CommitPlan plan(ProjectedChange projected, int end, Draft draft, List<Parked> parked) {
        Change change = projected.change();
        return new CommitPlan(
                position,
                partEnd(projected, end),
                draft.writes(),
                draft.marks(),
                List.of(change),
                notices(change, parked));
    }

    private Position partEnd(ProjectedChange projected, int end) {
        Change change = projected.change();
        if (end < projected.writes().size()) {
            return position.writesApplied(change) > 0
                    ? position.within(change, end, clock.instant())
                    : position.within(change, end, aside(projected), clock.instant());
        }
        head = Optional.empty();
        return position.after(change, clock.instant());
    }

    private static Set<ProjectionName> aside(ProjectedChange projected) {
        return projected.aside().stream().map(Parked::projection).collect(Collectors.toUnmodifiableSet());
    }

    private static List<ParkedNotice> notices(Change change, List<Parked> parked) {
        return parked.stream()
                .map(kept -> new ParkedNotice(change, kept.projection(), kept.reason()))
                .toList();
    }
}
