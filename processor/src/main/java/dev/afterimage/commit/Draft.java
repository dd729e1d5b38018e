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
    private int bytes;

    Draft(CommitLimits limits) {
        this(limits, POSITION_ACTIONS);
    }

    /** A draft beside so many other actions of up to 1 KB. */
    Draft(CommitLimits limits, int others) {
        this.limits = limits;
        this.others = others;
        this.bytes = others * POSITION_BYTES;
    }

    /** Takes all that a change writes, what keeps it for projections included, or none of it. */
    boolean take(ProjectedChange projected) {
        if (projected.parked().isEmpty()) {
            return take(projected.writes());
        }
        List<Write> writes = new ArrayList<>(projected.writes());
        projected.parked().forEach(parked -> writes.addAll(parked.rows()));
        int room = projected.parked().size();
        if (marks.size() + writes.size() + room + others + this.writes.size() > limits.actions() || !take(writes)) {
            return false;
        }
        projected.parked().forEach(this::mark);
        return true;
    }

    /** Takes what keeps a change for these projections, whatever its size. */
    void takeParked(List<Parked> parked) {
        for (Parked kept : parked) {
            kept.rows().forEach(row -> {
                writes.put(row.row(), row);
                bytes += row.size();
            });
            mark(kept);
        }
    }

    private void mark(Parked parked) {
        GuardedWrite mark = parked.mark();
        marks.merge(mark.write().row(), mark, GuardedWrite::then);
        bytes += mark.write().size();
    }

    List<GuardedWrite> marks() {
        return List.copyOf(marks.values());
    }

    /**
     * Takes all of these writes, or none and answers false where they would break a limit.
     *
     * @param additional at most one for each row
     */
    boolean take(List<Write> additional) {
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
        if (actions > limits.actions() || size > limits.bytes()) {
            return false;
        }
        merged.forEach(write -> writes.put(write.row(), write));
        bytes = (int) size;
        return true;
    }

    /** Takes this write whatever its size, but only as the first. */
    boolean takeAlone(Write write) {
        if (!writes.isEmpty()) {
            return false;
        }
        writes.put(write.row(), write);
        bytes += write.size();
        return true;
    }

    List<Write> writes() {
        return List.copyOf(writes.values());
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
