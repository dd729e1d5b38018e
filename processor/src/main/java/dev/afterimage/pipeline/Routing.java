package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.commit.Slot;
import dev.afterimage.projection.Read;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Lookout.View lookout;
    private final CommitPlanner planner;
    private final Router router;
    private final Projecting projecting;
    private final Queue<ProjectedChange> ready = new ArrayDeque<>();
    private Optional<Routed.Failed> failure = Optional.empty();
    private boolean ended;

    Routing(List<Change> changes, Lookout.View lookout, ChangePipeline.Parts parts) {
        this.changes = changes.iterator();
        this.lookout = lookout;
        this.planner = parts.planner();
        this.router = parts.router();
        this.projecting = new Projecting(parts.router(), parts.containment(), parts.clock());
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

    private List<Asked> nextSome() {
        List<Change> chunk = new ArrayList<>(AT_ONCE);
        while (chunk.size() < AT_ONCE && changes.hasNext()) {
            chunk.add(changes.next());
        }
        Optional<List<Asked>> asked = lookout.next(chunk);
        ended = asked.isEmpty();
        return asked.orElse(List.of());
    }

    private void routeSome() {
        List<Asked> chunk = nextSome();
        List<Routed> answers = projecting.answers(chunk, this::read);
        // What is read for further changes must be read when those before are committed.
        ended |= answers.size() < chunk.size() || projecting.reads(chunk);
        Iterator<Routed> each = answers.iterator();
        while (failure.isEmpty() && each.hasNext()) {
            switch (whole(each.next())) {
                case Routed.Projected taken -> ready.add(taken.projected());
                case Routed.Failed failed -> {
                    failure = Optional.of(failed);
                    ended = true;
                }
                case Routed.Later _, Routed.Wanting _ -> ended = true;
            }
        }
    }

    private Optional<ForeseenRows> read(List<Read> reads) {
        List<ForeseenRows> found = new ArrayList<>(1);
        return lookout.reading().done("what projections read", () -> found.add(router.read(reads)))
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    /** What is never applied in parts has failed where it is too large. */
    private Routed whole(Routed routed) {
        if (!(routed instanceof Routed.Projected(ProjectedChange projected))) {
            return routed;
        }
        return projected.undivided().stream()
                .filter(slot -> !planner.fits(projected, slot))
                .findFirst()
                .map(slot -> tooLarge(
                        projected,
                        slot,
                        "it writes " + slot.writes().size()
                                + " rows by what it has read, more than go into one transaction"))
                .or(() -> tooLargeLead(projected))
                .orElse(routed);
    }

    /** Of a lead the projection that writes most is to blame. */
    private Optional<Routed> tooLargeLead(ProjectedChange projected) {
        if (projected.leads().isEmpty() || planner.fits(projected)) {
            return Optional.empty();
        }
        return projected.slots().stream()
                .filter(slot -> slot.projection().isPresent() && !slot.writes().isEmpty())
                .max(Comparator.comparingInt(slot -> slot.writes().size()))
                .map(slot -> tooLarge(
                        projected,
                        slot,
                        "it writes " + slot.writes().size()
                                + " rows of an item that is loaded, more than go with others"
                                + " into one transaction; a redrive applies them in parts"));
    }

    private static Routed tooLarge(ProjectedChange projected, Slot slot, String reason) {
        return new Routed.Failed(projected.change(), slot.projection().orElseThrow(), reason, false);
    }
}
