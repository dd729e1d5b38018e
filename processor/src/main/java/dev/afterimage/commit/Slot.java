package dev.afterimage.commit;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.util.List;
import java.util.Optional;

/**
 * What one author writes for a change.
 *
 * @param projection whose writes they are; empty for the audit entry and the expiry event
 */
public record Slot(Optional<ProjectionName> projection, List<Write> writes) {
    public Slot {
        writes = List.copyOf(writes);
    }
}
