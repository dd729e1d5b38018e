package dev.afterimage.commit;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The writes of a plan in the making, at most one for each row, within the limits. */
final class Draft {
    /** The position's own action and, generously, its bytes. */
    private static final int POSITION_ACTIONS = 1;

    private static final int POSITION_BYTES = 1_000;

    private final CommitLimits limits;
    private final Map<RowKey, Write> writes = new LinkedHashMap<>();
    private final Map<RowKey, GuardedWrite> marks = new LinkedHashMap<>();
    private final Map<RowKey, Expected> expected = new LinkedHashMap<>();
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

    /** What is taken together or not at all. */
    private record Addition(
            List<Write> writes, List<Parked> parked, List<GuardedWrite> guarded, List<Expected> expected) {}

    /** Takes all that a change writes, what keeps it for projections included, or none of it. */
    boolean take(ProjectedChange projected) {
        return take(all(projected));
    }

    /** Takes a change that is never applied in parts; whatever its size, where it is the first. */
    boolean takeWhole(ProjectedChange projected) {
        return takeWhole(all(projected));
    }

    private static Addition all(ProjectedChange projected) {
        return new Addition(projected.allTogether(), projected.parked(), projected.guarded(), projected.expected());
    }

    /** Takes all of these writes, or none and answers false where they would break a limit. */
    boolean take(List<Write> additional) {
        return take(additional, List.of());
    }

    /** The same with what must stand for them. */
    boolean take(List<Write> additional, List<Expected> expected) {
        return take(new Addition(additional, List.of(), List.of(), expected));
    }

    /** Takes all of these writes with what must stand for them, or none; whatever their size, where they are the first. */
    boolean takeWhole(List<Write> additional, List<Expected> expected) {
        return takeWhole(new Addition(additional, List.of(), List.of(), expected));
    }

    /** Takes all of these events with what guards them, or none; whatever their size, where they are the first. */
    boolean takeEvents(List<Write> events, List<GuardedWrite> guarded) {
        return takeWhole(new Addition(events, List.of(), guarded, List.of()));
    }

    /** Takes what keeps a change for a projection; whatever its size, where it is the first. */
    boolean takeWhole(Parked parked) {
        return takeWhole(new Addition(List.of(), List.of(parked), List.of(), List.of()));
    }

    private boolean takeWhole(Addition addition) {
        return take(addition) || first(addition);
    }

    private boolean first(Addition addition) {
        if (!writes.isEmpty() || !marks.isEmpty()) {
            return false;
        }
        Writes.mergeRows(addition.writes()).forEach(write -> writes.put(write.row(), write));
        addition.parked().forEach(this::put);
        addition.guarded().forEach(this::put);
        addition.expected().forEach(read -> expected.merge(read.row(), read, Expected::and));
        bytes = Integer.MAX_VALUE;
        return true;
    }

    private boolean take(Addition addition) {
        Optional<Map<RowKey, Expected>> stored = stored(addition.expected());
        Map<RowKey, Write> merged = new LinkedHashMap<>();
        long size = bytes;
        for (Write write : addition.writes()) {
            Write present = merged.getOrDefault(write.row(), writes.get(write.row()));
            Optional<Write> both = present == null ? Optional.of(write) : merge(present, write);
            if (both.isEmpty()) {
                return false;
            }
            merged.put(write.row(), both.get());
            size += both.get().size() - (present == null ? 0 : present.size());
        }
        int actions = others + marks.size() + writes.size();
        actions += (int)
                merged.keySet().stream().filter(row -> !writes.containsKey(row)).count();
        for (Parked kept : addition.parked()) {
            actions +=
                    kept.rows().size() + (marks.containsKey(kept.mark().write().row()) ? 0 : 1);
            size += kept.size();
        }
        for (GuardedWrite guard : addition.guarded()) {
            actions += marks.containsKey(guard.write().row()) ? 0 : 1;
            size += guard.write().size();
        }
        if (stored.isEmpty()) {
            return false;
        }
        actions += checks(stored.get(), merged.keySet());
        size += sizeOf(stored.get()) - sizeOf(expected);
        if (actions > limits.actions() || size > limits.bytes()) {
            return false;
        }
        writes.putAll(merged);
        addition.parked().forEach(this::put);
        addition.guarded().forEach(this::put);
        if (!addition.expected().isEmpty()) {
            expected.putAll(stored.get());
        }
        bytes = size;
        return true;
    }

    /** All that must be stored if these are expected, too, beside what the writes so far make of it; empty if that is unknown. */
    private Optional<Map<RowKey, Expected>> stored(List<Expected> reads) {
        if (reads.isEmpty()) {
            return Optional.of(expected);
        }
        Map<RowKey, Expected> all = new LinkedHashMap<>(expected);
        for (Expected read : reads) {
            Write write = writes.get(read.row());
            Optional<Expected> before = write == null
                    ? Optional.of(read)
                    : read.before(write, Optional.ofNullable(expected.get(read.row())));
            if (before.isEmpty()) {
                return Optional.empty();
            }
            if (!before.get().attributes().isEmpty()) {
                all.merge(read.row(), before.get(), Expected::and);
            }
        }
        return Optional.of(all);
    }

    /** How many of the rows are expected to be as they were read, and not written. */
    private int checks(Map<RowKey, Expected> stored, Set<RowKey> added) {
        return (int) stored.keySet().stream()
                .filter(row -> !writes.containsKey(row) && !added.contains(row))
                .count();
    }

    private static long sizeOf(Map<RowKey, Expected> reads) {
        return reads.values().stream().mapToLong(Expected::size).sum();
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

    /** What must be stored, of rows that are written and of others. */
    List<Expected> expected() {
        return List.copyOf(expected.values());
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
