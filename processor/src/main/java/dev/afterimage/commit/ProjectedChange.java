package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.projection.Write;
import java.util.List;

/**
 * A change with all that it writes: its audit entry, its expiry event if it has one, and its derived rows.
 *
 * @param writes at most one for each row, the same and in the same order each time the change is projected
 */
public record ProjectedChange(Change change, List<Write> writes) {
    public ProjectedChange {
        writes = List.copyOf(writes);
    }
}
