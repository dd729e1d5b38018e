package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan.ParkedNotice;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.InstantSource;
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
    private boolean begun;

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
        boolean inParts = bySlots || position.split().isPresent();
        CommitPlan plan = inParts && !head.orElseThrow().isLead() ? part(head.orElseThrow()) : longest();
        position = plan.to();
        return plan;
    }

    /** As many changes as fit; a part of the first where it alone does not. */
    private CommitPlan longest() {
        Taken taken = new Taken(new Draft(limits), position);
        while (hasNext() && taken.size() < limits.changes() && taken.take(head.orElseThrow())) {
            head = Optional.empty();
        }
        return taken.isEmpty() ? part(head.orElseThrow()) : taken.plan(clock.instant());
    }

    /** The next part of a change that is applied in parts. What keeps it for projections that write nothing comes first. */
    private CommitPlan part(ProjectedChange projected) {
        if (!begun) {
            begun = true;
            position = position.rewound(projected.change(), projected.fixed());
        }
        List<Parked> aside = projected.aside(position.parkedFor(projected.change()));
        return aside.isEmpty() ? writing(projected) : parking(projected, aside);
    }

    /** As many of the entries as fit, and no write: so events have a transaction's room for themselves. */
    private CommitPlan parking(ProjectedChange projected, List<Parked> aside) {
        Change change = projected.change();
        Draft draft = new Draft(limits);
        int next = 0;
        while (next < aside.size() && draft.takeWhole(aside.get(next))) {
            next++;
        }
        List<Parked> taken = aside.subList(0, next);
        Position to = position.within(change, position.writesApplied(change), names(taken), clock.instant());
        return plan(change, to, draft, taken);
    }

    private CommitPlan writing(ProjectedChange projected) {
        int begin = position.writesApplied(projected.change());
        int slotBegin = 0;
        for (Slot slot : projected.slots()) {
            int slotEnd = slotBegin + slot.writes().size();
            Optional<Parked> instead = projected.insteadOf(slot);
            if (instead.isPresent() && begin < slotEnd) {
                return begin < slotBegin
                        ? writing(projected, begin, slotBegin)
                        : instead(projected, instead.get(), slotBegin);
            }
            if (bySlots && begin < slotEnd) {
                return writing(projected, begin, slotEnd);
            }
            slotBegin = slotEnd;
        }
        return writing(projected, begin, slotBegin);
    }

    /** As many of the change's writes before the end as fit, events undivided; what fits into none goes alone. */
    private CommitPlan writing(ProjectedChange projected, int begin, int end) {
        List<Write> writes = projected.writes();
        Draft draft = new Draft(limits);
        int next = begin;
        Set<ProjectionName> left = Set.of();
        if (begin < projected.events()) {
            next = projected.events();
            draft.takeEvents(writes.subList(begin, next), projected.guarded());
            left = projected.left();
        }
        next = fill(draft, projected, next, end);
        CommitPlan plan = plan(projected.change(), applied(projected, next, left), draft, List.of());
        head = head.map(rest -> rest.after(draft.writes()));
        return plan;
    }

    /** Takes as many of the writes as fit; answers where it ended. */
    private static int fill(Draft draft, ProjectedChange projected, int begin, int end) {
        List<Write> writes = projected.writes();
        int next = begin;
        int slotBegin = 0;
        for (Slot slot : projected.slots()) {
            int slotEnd = slotBegin + slot.writes().size();
            while (next < Math.min(slotEnd, end) && next >= slotBegin) {
                int taken = slot.isUndivided() ? slotEnd - next : 1;
                if (!draft.takeWhole(projected.together(writes, next, next + taken), slot.expected())) {
                    return next;
                }
                next += taken;
            }
            slotBegin = slotEnd;
        }
        return next;
    }

    /** What is left of a slot is kept instead of applied. From then on the slot does not count. */
    private CommitPlan instead(ProjectedChange projected, Parked parked, int slotBegin) {
        Draft draft = new Draft(limits);
        draft.takeWhole(parked);
        ProjectedChange others = projected.without(parked.projection());
        head = Optional.of(others);
        return plan(
                projected.change(), applied(others, slotBegin, Set.of(parked.projection())), draft, List.of(parked));
    }

    /** Where so many of the change's writes are applied; with all of them the change is done. */
    private Position applied(ProjectedChange projected, int writes, Set<ProjectionName> aside) {
        Change change = projected.change();
        if (writes < projected.writes().size()) {
            return position.within(change, writes, aside, clock.instant());
        }
        head = Optional.empty();
        return position.after(change, clock.instant());
    }

    private CommitPlan plan(Change change, Position to, Draft draft, List<Parked> parked) {
        return new CommitPlan(
                position,
                to,
                draft.writes(),
                draft.marks(),
                draft.expected(),
                List.of(change),
                notices(change, parked),
                List.of());
    }

    private static Set<ProjectionName> names(List<Parked> parked) {
        return parked.stream().map(Parked::projection).collect(Collectors.toUnmodifiableSet());
    }

    static List<ParkedNotice> notices(Change change, List<Parked> parked) {
        return parked.stream()
                .map(kept -> new ParkedNotice(change, kept.projection(), kept.reason()))
                .toList();
    }
}
