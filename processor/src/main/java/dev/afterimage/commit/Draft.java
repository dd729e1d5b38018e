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
    private int bytes = POSITION_BYTES;

    Draft(CommitLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes all of these writes, or none and answers false where they would break a limit.
     *
     * @param additional at most one for each row
     */
    boolean take(List<Write> additional) {
        List<Write> merged = new ArrayList<>(additional.size());
        int actions = POSITION_ACTIONS + writes.size();
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
