package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.projection.ProjectionName;

/** What the router made of a change. */
public sealed interface Routed {
    /** Every projection has answered. */
    record Projected(ProjectedChange projected) implements Routed {}

    /**
     * A projection failed; nothing of the change may be committed without it.
     *
     * @param passing whether it may be another answer the next time
     */
    record Failed(Change change, ProjectionName projection, String reason, boolean passing) implements Routed {}
}
