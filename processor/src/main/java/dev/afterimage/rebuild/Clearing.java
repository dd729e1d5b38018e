package dev.afterimage.rebuild;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.version.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Deletes all that there is of a version that is being dropped. Nothing of it holds once somebody else has taken that over,
 * or the version is built anew; and from its beginning on nothing holds that was to be built before. For one thread.
 */
final class Clearing {
    /** Behind every segment that a version is built in. */
    static final int INDEX = 1_001;

    private static final int AT_ONCE = 50;
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final RebuildParts parts;
    private final Projection projection;
    private final String worker;
    private final BooleanSupplier wanted;

    /**
     * The end of a version.
     *
     * @param worker names who works on it, and nobody else
     * @param wanted whether the version is still being dropped
     */
    Clearing(RebuildParts parts, Projection projection, String worker, BooleanSupplier wanted) {
        this.parts = parts;
        this.projection = projection;
        this.worker = worker;
        this.wanted = wanted;
    }

    /** Answers false where it was told to stop before, or somebody else is at it. */
    boolean run(StopSignal stop) {
        stored().stream().filter(segment -> segment.index() != INDEX).forEach(segment -> takeAway(segment.index()));
        Optional<Segment> hold = claim();
        for (DerivedTable table : projection.tables()) {
            hold = hold.flatMap(held -> empty(table, held, stop));
        }
        if (hold.isPresent()) {
            parts.fences().all(version()).forEachRemaining(parts.fences()::forget);
            parts.segments().forget(version());
        }
        return hold.isPresent();
    }

    /** Sees to it that nobody who began to delete it before deletes what is built from now on. */
    void forbid() {
        takeAway(INDEX);
    }

    /** Whoever works on a segment loses it. */
    private void takeAway(int index) {
        Optional<Segment> held = held(index);
        while (held.isPresent() && !parts.segments().put(held.get().released(false))) {
            held = held(index);
        }
    }

    private Optional<Segment> held(int index) {
        return stored().stream()
                .filter(segment -> segment.index() == index && segment.claim().isPresent())
                .findFirst();
    }

    private List<Segment> stored() {
        return parts.segments().segments(version());
    }

    private Optional<Segment> claim() {
        Instant now = parts.clock().instant();
        Segment last = stored().stream()
                .filter(segment -> segment.index() == INDEX)
                .findFirst()
                .orElseGet(() -> Segment.first(version(), INDEX));
        Segment claimed = last.claimed(worker + "@" + now + "#" + last.revision(), now.plus(HOLD));
        return last.free(now) && parts.segments().put(claimed) && wanted.getAsBoolean()
                ? Optional.of(claimed)
                : Optional.empty();
    }

    /** The segment afterwards; empty where it is somebody else's now, or it was told to stop. */
    private Optional<Segment> empty(DerivedTable table, Segment held, StopSignal stop) {
        Iterator<Item> rows = parts.rows().rows(table.name());
        Optional<Segment> hold = Optional.of(held);
        while (hold.isPresent() && rows.hasNext()) {
            List<Write> deletes = new ArrayList<>(AT_ONCE);
            while (deletes.size() < AT_ONCE && rows.hasNext()) {
                deletes.add(Write.delete(
                        new RowKey(table.name(), table.definition().key().keyOf(rows.next()))));
            }
            hold = hold.flatMap(this::kept).filter(one -> commit(one, deletes, stop));
        }
        return hold;
    }

    private Optional<Segment> kept(Segment hold) {
        Instant now = parts.clock().instant();
        if (hold.until().minus(HOLD.dividedBy(2)).isAfter(now)) {
            return Optional.of(hold);
        }
        Segment next = hold.at(hold.place(), now.plus(HOLD));
        return parts.segments().put(next) ? Optional.of(next) : Optional.empty();
    }

    private boolean commit(Segment hold, List<Write> deletes, StopSignal stop) {
        Redrive transaction = new Redrive(List.of(hold.tick()), deletes);
        for (int attempt = 1; !stop.raised(); attempt++) {
            switch (parts.committer().commit(transaction)) {
                case CommitOutcome.Applied applied -> {
                    return true;
                }
                case CommitOutcome.Stale stale -> {
                    return false;
                }
                case CommitOutcome.Contended _, CommitOutcome.Throttled _, CommitOutcome.Unanswered _ ->
                    stop.pause(parts.failures().beforeRetry(attempt));
                case CommitOutcome.Unable unable -> throw new CannotBuildException(unable.detail());
                case CommitOutcome.Rejected rejected -> throw new CannotBuildException(rejected.detail());
            }
        }
        return false;
    }

    private ProjectionName version() {
        return projection.versionName();
    }
}
