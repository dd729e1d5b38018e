package dev.afterimage.commit;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writes of a plan in the making, at most one for each row, within the limits. */
final class Draft {
    /** The position's own action and, generously, its bytes. */
    private static final int POSITION_ACTIONS = 1;

    private static final int POSITION_BYTES = 1_000;

    private final CommitLimits limits;
    private final Map<RowKey, Write> writes = new LinkedHashMap<>();
    private final Map<RowKey, GuardedWrite> marks = new LinkedHashMap<>();
    private final int others;
    private long bytes;

    Draft(CommitLimits limits) {
        this(limits, POSITION_ACTIONS, POSITION_BYTES);
    }

    /** A draft beside so many other actions, of so many bytes in all. */
    Draft(CommitLimits limits, int others, long bytes) {
        this.limits = limits;
        this.others = others;
        this.bytes = bytes;
    }

    /** Takes all that a change writes, what keeps it for projections included, or none of it. */
    boolean take(ProjectedChange projected) {
        return take(projected.allTogether(), projected.parked(), projected.guarded());
    }

    /** Takes a change that is never applied in parts; whatever its size, where it is the first. */
    boolean takeWhole(ProjectedChange projected) {
        return take(projected) || first(projected.allTogether(), projected.parked(), projected.guarded());
    }

    /**
     * Takes all of these writes, or none and answers false where they would break a limit.
     *
     * @param additional at most one for each row
     */
    boolean take(List<Write> additional) {
        return take(additional, List.of(), List.of());
    }

    /** Takes all of these writes, or none; whatever their size, where they are the first. */
    boolean takeWhole(List<Write> additional) {
        return take(additional, List.of(), List.of()) || first(additional, List.of(), List.of());
    }

    /** Takes all of these writes with what guards them, or none; whatever their size, where they are the first. */
    boolean takeWhole(List<Write> additional, List<GuardedWrite> guarded) {
        return take(additional, List.of(), guarded) || first(additional, List.of(), guarded);
    }

    /** Takes what keeps a change for a projection; whatever its size, where it is the first. */
    boolean takeWhole(Parked parked) {
        return take(List.of(), List.of(parked), List.of()) || first(List.of(), List.of(parked), List.of());
    }

    private boolean first(List<Write> additional, List<Parked> parked, List<GuardedWrite> guarded) {
        if (!writes.isEmpty() || !marks.isEmpty()) {
            return false;
        }
        additional.forEach(write -> writes.put(write.row(), write));
        parked.forEach(this::put);
        guarded.forEach(this::put);
        bytes = Integer.MAX_VALUE;
        return true;
    }

    private boolean take(List<Write> additional, List<Parked> parked, List<GuardedWrite> guarded) {
        List<Write> merged = new ArrayList<>(additional.size());
        int actions = others + marks.size() + writes.size();
        long size = bytes;
        for (Write write : additional) {
            Write present = writes.get(write.row());
            Optional<Write> both = present == null ? Optional.of(write) : merge(present, write);
            if (both.isEmpty()) {
                return false;
            }
            merged.add(both.get());
            actions += present == null ? 1 : 0;
            size += both.get().size() - (present == null ? 0 : present.size());
        }
        for (Parked kept : parked) {
            actions +=
                    kept.rows().size() + (marks.containsKey(kept.mark().write().row()) ? 0 : 1);
            size += kept.size();
        }
        for (GuardedWrite guard : guarded) {
            actions += marks.containsKey(guard.write().row()) ? 0 : 1;
            size += guard.write().size();
        }
        if (actions > limits.actions() || size > limits.bytes()) {
            return false;
        }
        merged.forEach(write -> writes.put(write.row(), write));
        parked.forEach(this::put);
        guarded.forEach(this::put);
        bytes = size;
        return true;
    }

    private void put(Parked parked) {
        parked.rows().forEach(row -> writes.put(row.row(), row));
        put(parked.mark());
    }

    private void put(GuardedWrite guarded) {
        marks.merge(guarded.write().row(), guarded, GuardedWrite::then);
    }

    List<Write> writes() {
        return List.copyOf(writes.values());
    }

    List<GuardedWrite> marks() {
        return List.copyOf(marks.values());
    }

    /** Empty where one cannot follow the other, a number added to a text: DynamoDB is to refuse it, by itself. */
    private static Optional<Write> merge(Write first, Write second) {
        try {
            return Optional.of(Writes.merge(first, second));
        } catch (IllegalArgumentException mismatch) {
            return Optional.empty();
        }
    }
}
