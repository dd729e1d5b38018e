package dev.afterimage.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what the code of projections may do away from the lanes. Thread-safe. */
public interface Containment extends AutoCloseable {
    /** Runs projections on the lane's own thread: for tests, and where their code is trusted. */
    Containment NONE = (chunk, router, clock) -> {
        List<Routed> routed = new ArrayList<>(chunk.size());
        for (Asked asked : chunk) {
            Routed next = router.route(asked, clock.instant(), new AtomicReference<>());
            routed.add(next);
            if (next instanceof Routed.Failed) {
                break;
            }
        }
        return routed;
    };

    /**
     * Routes these, up to and including the first on which a projection fails. Fewer, if the thread is interrupted.
     *
     * @throws ThreadsLostException where so many calls have no end that no more are made
     */
    List<Routed> route(List<Asked> chunk, Router router, InstantSource clock);

    @Override
    default void close() {}
}
