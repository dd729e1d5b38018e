package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.ProjectedChange;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Routes changes one by one, as they are asked for; ends before the first on which a projection fails. */
final class Routing implements Iterator<ProjectedChange> {
    private final Iterator<Change> changes;
    private final Router router;
    private final InstantSource clock;
    private Optional<ProjectedChange> next = Optional.empty();
    private Optional<Routed.Failed> failure = Optional.empty();

    Routing(List<Change> changes, Router router, InstantSource clock) {
        this.changes = changes.iterator();
        this.router = router;
        this.clock = clock;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && failure.isEmpty() && changes.hasNext()) {
            switch (router.route(changes.next(), clock.instant())) {
                case Routed.Projected taken -> next = Optional.of(taken.projected());
                case Routed.Failed failed -> failure = Optional.of(failed);
            }
        }
        return next.isPresent();
    }

    @Override
    public ProjectedChange next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ProjectedChange projected = next.orElseThrow();
        next = Optional.empty();
        return projected;
    }

    /** What ended the routing; empty where it came to the end of the changes. */
    Optional<Routed.Failed> failure() {
        return failure;
    }
}
