package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Read;
import java.util.List;

/** What the router made of a change. */
public sealed interface Routed {
    /** What must be read before the projections can be asked. */
    record Wanting(List<Read> reads) implements Routed {
        public Wanting {
            reads = List.copyOf(reads);
        }
    }

    /** What a projection reads for it is not known before the changes before it are committed. */
    record Later() implements Routed {}

    /** Every projection has answered. */
    record Projected(ProjectedChange projected) implements Routed {}

    /**
     * A projection failed; nothing of the change may be committed without it.
     *
     * @param passing whether it may be another answer the next time
     */
    record Failed(Change change, ProjectionName projection, String reason, boolean passing) implements Routed {}
}
