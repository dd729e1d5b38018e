package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Parked;
import dev.afterimage.commit.Slot;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps a change for the projections that are not to take it.
 *
 * @param slots what the others write, and those for which the rest of it is kept
 */
record Keeping(AuditRows auditRows, Change change, List<Slot> slots, Instant at) {
    List<Parked> parked(Map<ProjectionName, Aside> asides) {
        List<Parked> parked = new ArrayList<>(asides.size());
        asides.forEach((projection, aside) -> {
            switch (aside) {
                case Aside.Keep keep -> parked.add(whole(projection, keep));
                case Aside.KeepRest rest -> parked.add(rest(projection, rest));
                case Aside.Kept kept -> {}
            }
        });
        return parked;
    }

    private Parked whole(ProjectionName projection, Aside.Keep keep) {
        ParkedChange entry = new ParkedChange(projection, change, at, keep.reason(), keep.attempts(), 0, 1);
        GuardedWrite mark = ParkedRows.mark(entry.item(), change, keep.reason(), keep.behind(), at);
        return new Parked(projection, keep.reason(), ParkedRows.entry(entry), mark);
    }

    /** The audit entry is written already, and names rows that are not to be written now: a note says so. */
    private Parked rest(ProjectionName projection, Aside.KeepRest rest) {
        List<Write> writes = writes(projection);
        int applied = isFixed(projection) ? Math.clamp(rest.writesApplied() - before(projection), 0, writes.size()) : 0;
        ParkedChange entry = new ParkedChange(projection, change, at, rest.reason(), rest.attempts(), applied, 1);
        List<RowKey> left =
                writes.subList(applied, writes.size()).stream().map(Write::row).toList();
        List<Write> rows = new ArrayList<>(ParkedRows.entry(entry));
        rows.addAll(auditRows.encode(note(projection, rest.reason(), left)));
        GuardedWrite mark = ParkedRows.mark(entry.item(), change, rest.reason(), rest.behind(), at);
        return new Parked(projection, rest.reason(), rows, mark);
    }

    /** Whether a count of the writes says which they are. */
    private boolean isFixed(ProjectionName projection) {
        return slots.stream().noneMatch(slot -> isOf(projection, slot) && slot.basis() instanceof Slot.Basis.Rows);
    }

    private AuditNote note(ProjectionName projection, String reason, List<RowKey> left) {
        return new AuditNote(
                change.id(), at, AuditNote.Action.PARKED, projection, Optional.empty(), Optional.of(reason), left);
    }

    private List<Write> writes(ProjectionName projection) {
        return slots.stream()
                .filter(slot -> isOf(projection, slot))
                .flatMap(slot -> slot.writes().stream())
                .toList();
    }

    /** How many of the change's writes come before those of a projection. */
    private int before(ProjectionName projection) {
        return slots.stream()
                .takeWhile(slot -> !isOf(projection, slot))
                .mapToInt(slot -> slot.writes().size())
                .sum();
    }

    private static boolean isOf(ProjectionName projection, Slot slot) {
        return slot.projection().equals(Optional.of(projection));
    }
}
