package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.projection.ProjectionName;
import java.util.Map;

/** A change to be routed, and the projections that are not to take it. */
record Asked(Change change, Map<ProjectionName, Aside> asides) {}
