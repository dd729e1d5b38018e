package dev.afterimage.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what the code of projections may do away from the lanes. Thread-safe. */
public interface Containment extends AutoCloseable {
    /** Runs projections on the lane's own thread: for tests, and where their code is trusted. */
    Containment NONE = (chunk, routes, clock) -> {
        List<Routed> routed = new ArrayList<>(chunk.size());
        for (Asked asked : chunk) {
            Routed next = routes.route(asked, clock.instant(), new AtomicReference<>());
            routed.add(next);
            if (ends(next)) {
                break;
            }
        }
        return routed;
    };

    /**
     * Routes these, up to and including the first for which a projection has no answer. Fewer, if the thread is interrupted.
     *
     * @throws ThreadsLostException where so many calls have no end that no more are made
     */
    List<Routed> route(List<Asked> chunk, Routes routes, InstantSource clock);

    /** Whether nothing can be answered behind this. */
    static boolean ends(Routed routed) {
        return routed instanceof Routed.Failed || routed instanceof Routed.Later;
    }

    @Override
    default void close() {}
}
