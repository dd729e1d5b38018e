package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.projection.ProjectionName;
import java.util.Map;

/** A step to be routed, and the projections that are not to take it. */
record Asked(Step step, Map<ProjectionName, Aside> asides) {
    Asked(Change change, Map<ProjectionName, Aside> asides) {
        this(new Step.Apply(change), asides);
    }

    boolean isFor(ProjectionName projection) {
        return switch (step) {
            case Step.Apply apply -> apply.shownTo(projection);
            case Step.Lead lead -> lead.shownTo(projection);
            case Step.Pass pass -> true;
        };
    }

    Change change() {
        return step.change();
    }
}
