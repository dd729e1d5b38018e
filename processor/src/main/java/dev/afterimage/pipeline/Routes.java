package dev.afterimage.pipeline;

import dev.afterimage.projection.ProjectionName;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Shows changes to projections. */
@FunctionalInterface
interface Routes {
    /**
     * What the projections answer.
     *
     * @param asking is told which projection is being asked
     */
    Routed route(Asked asked, Instant at, AtomicReference<ProjectionName> asking);
}
