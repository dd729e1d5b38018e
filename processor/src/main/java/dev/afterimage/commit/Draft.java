package dev.afterimage.commit;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Takes all of these writes, or none and answers false where they would break a limit. */
    boolean take(List<Write> additional) {
        Map<RowKey, Write> merged = merged(additional, writes);
        int actions = POSITION_ACTIONS + writes.size();
        int size = bytes;
        for (Write write : merged.values()) {
            Write replaced = writes.get(write.row());
            actions += replaced == null ? 1 : 0;
            size += write.size() - (replaced == null ? 0 : replaced.size());
        }
        if (actions > limits.actions() || size > limits.bytes()) {
            return false;
        }
        writes.putAll(merged);
        bytes = size;
        return true;
    }

    List<Write> writes() {
        return List.copyOf(writes.values());
    }

    /** These writes alone, cut into as few pieces as the limits allow; a write too large for them is a piece of its own. */
    List<List<Write>> parts(List<Write> all) {
        List<List<Write>> parts = new ArrayList<>();
        Draft part = new Draft(limits);
        for (Write write : merged(all, Map.of()).values()) {
            if (!part.take(List.of(write))) {
                if (!part.writes.isEmpty()) {
                    parts.add(part.writes());
                }
                part = new Draft(limits);
                part.writes.put(write.row(), write);
                part.bytes += write.size();
            }
        }
        parts.add(part.writes());
        return parts;
    }

    /** One write for each row that the additional ones touch: what is there already, followed by them. */
    private static Map<RowKey, Write> merged(List<Write> additional, Map<RowKey, Write> present) {
        Map<RowKey, Write> merged = new LinkedHashMap<>();
        for (Write write : additional) {
            RowKey row = write.row();
            Write earlier = merged.getOrDefault(row, present.get(row));
            merged.put(row, earlier == null ? write : Writes.merge(earlier, write));
        }
        return merged;
    }
}
