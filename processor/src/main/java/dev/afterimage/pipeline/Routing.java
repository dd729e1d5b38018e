package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.ProjectedChange;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/** Routes changes, some at a time, as they are asked for; ends before the first that has no answer. */
final class Routing implements Iterator<ProjectedChange> {
    /** Many enough that another thread costs little for each, and few enough to hold. */
    private static final int AT_ONCE = 32;

    private final Iterator<Change> changes;
    private final LaneParking.View parking;
    private final Router router;
    private final Containment containment;
    private final InstantSource clock;
    private final Queue<ProjectedChange> ready = new ArrayDeque<>();
    private Optional<Routed.Failed> failure = Optional.empty();
    private boolean ended;

    Routing(List<Change> changes, LaneParking.View parking, ChangePipeline.Parts parts) {
        this.changes = changes.iterator();
        this.parking = parking;
        this.router = parts.router();
        this.containment = parts.containment();
        this.clock = parts.clock();
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && !ended && changes.hasNext()) {
            routeSome();
        }
        return !ready.isEmpty();
    }

    @Override
    public ProjectedChange next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    /** What ended the routing; empty where it came to the end of the changes. */
    Optional<Routed.Failed> failure() {
        return ready.isEmpty() ? failure : Optional.empty();
    }

    private void routeSome() {
        List<Asked> chunk = new ArrayList<>(AT_ONCE);
        while (chunk.size() < AT_ONCE && changes.hasNext()) {
            chunk.add(parking.next(changes.next()));
        }
        List<Routed> answers = containment.route(chunk, router, clock);
        ended = answers.size() < chunk.size();
        for (Routed routed : answers) {
            switch (routed) {
                case Routed.Projected taken -> ready.add(taken.projected());
                case Routed.Failed failed -> {
                    failure = Optional.of(failed);
                    ended = true;
                }
            }
        }
    }
}
