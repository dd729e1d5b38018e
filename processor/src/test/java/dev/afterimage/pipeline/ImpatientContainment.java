package dev.afterimage.pipeline;

import java.time.InstantSource;
import java.util.List;

/** Answers as a time limit does, and at once, where a projection throws an exception that stands for having no end. */
public final class ImpatientContainment implements Containment {
    private final String endless;

    /** Takes this name for an exception that stands for having no end. */
    public ImpatientContainment(Class<? extends RuntimeException> endless) {
        this.endless = endless.getSimpleName();
    }

    @Override
    public List<Routed> route(List<Asked> chunk, Routes routes, InstantSource clock) {
        return NONE.route(chunk, routes, clock).stream().map(this::judged).toList();
    }

    private Routed judged(Routed routed) {
        return routed instanceof Routed.Failed failed && failed.reason().contains(endless)
                ? new Routed.Failed(failed.change(), failed.projection(), "it had no answer in time", false)
                : routed;
    }
}
