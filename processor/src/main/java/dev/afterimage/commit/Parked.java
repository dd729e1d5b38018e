package dev.afterimage.commit;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.util.List;

/**
 * That a change is not applied for one projection, but kept. All of it is written at once, so that no reader meets a part.
 *
 * @param reason why, for people
 * @param rows what keeps the change
 * @param mark says from now on that changes of this item wait, in order, behind this one
 */
public record Parked(ProjectionName projection, String reason, List<Write> rows, GuardedWrite mark) {
    public Parked {
        rows = List.copyOf(rows);
    }

    /** In bytes, the mark's included. */
    long size() {
        return rows.stream().mapToLong(Write::size).sum() + mark.write().size();
    }
}
