package dev.afterimage.rebuild;

import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.ProjectionVersions;
import dev.afterimage.version.Segment;
import dev.afterimage.version.VersionMove;
import dev.afterimage.version.VersionState;
import dev.afterimage.version.Versions;
import dev.afterimage.version.Versions.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Builds a version from the audit log, pauses it, resumes it and drops it, while lanes go on. Each step of it can be
 * interrupted anywhere, and the same wish again goes on from there; several processes may have the same wish. Thread-safe.
 *
 * <p>A state is stored first, and then all lanes are given notice: from then on each goes by it.
 */
public final class Rebuilder {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Versions versions;
    private final RebuildParts parts;
    private final String worker;
    private final RebuildListener listener;
    private final Predicate<TableName> loading;

    /**
     * A rebuilder.
     *
     * @param worker its name, which nobody else has
     * @param loading whether the items of a table are being loaded: then no version of its projections changes its state
     */
    public Rebuilder(
            Versions versions,
            RebuildParts parts,
            String worker,
            RebuildListener listener,
            Predicate<TableName> loading) {
        this.loading = loading;
        this.versions = versions;
        this.parts = parts;
        this.worker = worker;
        this.listener = listener;
    }

    /**
     * How a version is built.
     *
     * @param segments in how many segments the log is walked, where nobody has begun yet
     * @param threads how many of them are worked on here at the same time
     */
    public record Extent(int segments, int threads) {
        public Extent {
            if (segments < 1 || segments > 1_000 || threads < 1) {
                throw new IllegalArgumentException(segments + " segments and " + threads + " threads are none");
            }
        }
    }

    /** Builds a version until it is live. */
    public RebuildEnd rebuild(ProjectionName name, int version, Extent extent, StopSignal stop) {
        Optional<Projection> projection = versions.catalog().of(name, version);
        if (projection.isEmpty()) {
            return noCode(name, version);
        }
        Optional<VersionState> before = state(name, version);
        if (begins(before)) {
            Optional<String> leftover = leftover(projection.get());
            if (leftover.isPresent()) {
                return new RebuildEnd.Refused(leftover.get());
            }
        }
        VersionMove move = versions.change(
                name, version, state -> unlessLoaded(projection.get(), () -> building(name, version, state, extent)));
        return move instanceof VersionMove.Made made
                ? build(projection.get(), made.versions(), extent, stop)
                : refused(move);
    }

    private Optional<String> loaded(Projection projection) {
        return projection.sources().stream()
                .filter(loading)
                .sorted()
                .findFirst()
                .map(table -> "the items of table " + table
                        + " are being loaded: wait for the end of its backfill, or cancel it");
    }

    /** Asked between the reading of what is stored and the writing of what comes next, which a backfill makes stale. */
    private Change unlessLoaded(Projection projection, Supplier<Change> change) {
        return loaded(projection).<Change>map(Change.No::new).orElseGet(change);
    }

    private static boolean begins(Optional<VersionState> state) {
        return state.isEmpty() || state.get() instanceof VersionState.Dropped;
    }

    private Change building(ProjectionName name, int version, Optional<VersionState> state, Extent extent) {
        if (begins(state)) {
            return new Change.To(new VersionState.Building(now(), extent.segments()));
        }
        return switch (state.orElseThrow()) {
            case VersionState.Building building -> new Change.To(building);
            case VersionState.CatchingUp catching -> new Change.To(catching);
            case VersionState.Live live -> no(name, version, live, "drop it first to build it anew");
            case VersionState.Paused paused -> no(name, version, paused, "resume it");
            case VersionState.Dropping dropping -> no(name, version, dropping, "end that with 'projections drop'");
            case VersionState.Dropped dropped -> new Change.To(new VersionState.Building(now(), extent.segments()));
        };
    }

    private RebuildEnd build(Projection projection, ProjectionVersions made, Extent extent, StopSignal stop) {
        if (!(made.state(projection.version()).orElse(null) instanceof VersionState.Building building)) {
            return catchUp(projection, made, stop);
        }
        listener.begins("every lane is given notice");
        if (!parts.notice().give(stop)) {
            return new RebuildEnd.Stopped();
        }
        BooleanSupplier wanted = is(projection, building);
        new Clearing(parts, projection, worker, wanted).forbid();
        listener.begins("the audit log is walked through in " + building.segments() + " segments");
        new Crew(parts, projection, worker, listener, wanted).walk(building.segments(), extent.threads(), stop);
        Optional<RebuildEnd> early = settle(projection, building, building.segments(), stop);
        if (early.isPresent()) {
            return early.get();
        }
        VersionMove move = advance(projection, building, new VersionState.CatchingUp(now()));
        return move instanceof VersionMove.Made next ? catchUp(projection, next.versions(), stop) : refused(move);
    }

    /** Whether the version is still in this state. */
    private BooleanSupplier is(Projection projection, VersionState state) {
        return () -> state(projection.name(), projection.version()).equals(Optional.of(state));
    }

    /** Brings a version from one state to the next, if nobody else has brought it there or further. */
    private VersionMove advance(Projection projection, VersionState from, VersionState to) {
        return versions.change(projection.name(), projection.version(), stored -> {
            VersionState state = stored.orElse(null);
            boolean further = state instanceof VersionState.Live
                    || (state instanceof VersionState.CatchingUp && to instanceof VersionState.CatchingUp);
            if (state == null || !(further || state.equals(from))) {
                return new Change.No("version " + projection.version() + " of " + projection.name() + " is "
                        + stored.map(VersionState::word).orElse("gone") + " now: somebody else wants it otherwise");
            }
            return new Change.To(further ? state : to);
        });
    }

    /** Closes the fences that are open; what there is to answer where some stay open. */
    private Optional<RebuildEnd> settle(Projection projection, VersionState state, int segments, StopSignal stop) {
        listener.begins("items that changed meanwhile are caught up");
        BooleanSupplier wanted = is(projection, state);
        Builder builder = new Builder(parts, projection, worker + "/fences", listener, wanted);
        boolean leave = state instanceof VersionState.Building;
        while (wanted.getAsBoolean() && !builder.catchUp(segments, leave, stop)) {
            if (!stop.pause(LOOK)) {
                return Optional.of(new RebuildEnd.Stopped());
            }
        }
        long troubled = 0;
        Iterator<Fence> fences = parts.fences().all(projection.versionName());
        while (fences.hasNext()) {
            troubled += fences.next().trouble().isPresent() ? 1 : 0;
        }
        return troubled == 0 ? Optional.empty() : Optional.of(new RebuildEnd.Troubled(troubled));
    }

    private RebuildEnd catchUp(Projection projection, ProjectionVersions now, StopSignal stop) {
        if (!(now.state(projection.version()).orElse(null) instanceof VersionState.CatchingUp catching)) {
            return new RebuildEnd.Done();
        }
        if (!parts.notice().give(stop)) {
            return new RebuildEnd.Stopped();
        }
        Optional<RebuildEnd> early = settle(projection, catching, last(projection), stop);
        if (early.isPresent()) {
            return early.get();
        }
        VersionMove move = advance(projection, catching, new VersionState.Live(now()));
        if (!(move instanceof VersionMove.Made)) {
            return refused(move);
        }
        if (!parts.notice().give(stop)) {
            return new RebuildEnd.Stopped();
        }
        parts.fences().all(projection.versionName()).forEachRemaining(fence -> {
            if (!fence.open()) {
                parts.fences().forget(fence);
            }
        });
        return new RebuildEnd.Done();
    }

    /** The segment of fences is behind all others that were ever walked. */
    private int last(Projection projection) {
        return parts.segments().segments(projection.versionName()).stream()
                .mapToInt(Segment::index)
                .filter(index -> index != Clearing.INDEX)
                .max()
                .orElse(0);
    }

    /** Lets a version be without changes until it is resumed. */
    public RebuildEnd pause(ProjectionName name, int version, StopSignal stop) {
        return told(name, version, stop, state -> switch (state) {
            case VersionState.Live live -> new Change.To(new VersionState.Paused(now()));
            case VersionState.Paused paused -> new Change.To(paused);
            case VersionState.Building _, VersionState.CatchingUp _, VersionState.Dropping _, VersionState.Dropped _ ->
                no(name, version, state, "only a live one can be paused");
        });
    }

    /** Catches up what a version has missed, until it is live. */
    public RebuildEnd resume(ProjectionName name, int version, StopSignal stop) {
        RebuildEnd told = told(name, version, stop, state -> switch (state) {
            case VersionState.Paused paused -> new Change.To(new VersionState.CatchingUp(now()));
            case VersionState.CatchingUp catching -> new Change.To(catching);
            case VersionState.Building building -> no(name, version, state, "go on with 'projections rebuild'");
            case VersionState.Live _, VersionState.Dropping _, VersionState.Dropped _ ->
                no(name, version, state, "only a paused one can be resumed");
        });
        return told instanceof RebuildEnd.Done
                ? catchUp(
                        versions.catalog().of(name, version).orElseThrow(),
                        versions.of(name).orElseThrow(),
                        stop)
                : told;
    }

    /**
     * Deletes a version's rows, and forgets it.
     *
     * @param kept whether a version that readers may still be sent back to stays
     */
    public RebuildEnd drop(ProjectionName name, int version, boolean kept, StopSignal stop) {
        Optional<ProjectionVersions> stored = versions.of(name);
        if (stored.filter(all -> all.current() == version).isPresent()) {
            return new RebuildEnd.Refused("readers read version " + version + " of " + name
                    + ": send them to another first ('projections switch')");
        }
        Optional<Projection> projection = versions.catalog().of(name, version);
        if (projection.isEmpty()) {
            return forget(name, version);
        }
        Optional<String> parked = projection.flatMap(this::parked);
        if (parked.isPresent()) {
            return new RebuildEnd.Refused(parked.get());
        }
        RebuildEnd told = told(name, version, stop, state -> switch (state) {
            case VersionState.Live live
            when kept && live.until().filter(now()::isBefore).isPresent() ->
                no(name, version, live, "it is kept until " + live.until().get() + "; --now drops it all the same");
            case VersionState.Dropped dropped -> no(name, version, dropped, "there is nothing of it");
            case VersionState.Dropping dropping -> new Change.To(dropping);
            case VersionState.Live _, VersionState.Building _, VersionState.CatchingUp _, VersionState.Paused _ ->
                new Change.To(new VersionState.Dropping(now()));
        });
        return told instanceof RebuildEnd.Done ? empty(projection.orElseThrow(), stop) : told;
    }

    /** Without its code nobody knows the tables; whatever is in them stays. */
    private RebuildEnd forget(ProjectionName name, int version) {
        VersionMove move = versions.change(
                name,
                version,
                state -> state.isPresent()
                        ? new Change.To(new VersionState.Dropped(now()))
                        : new Change.No("there is no code for version " + version + " of " + name
                                + ", and it was never built"));
        return move instanceof VersionMove.Made ? new RebuildEnd.Done() : refused(move);
    }

    private RebuildEnd empty(Projection projection, StopSignal stop) {
        Optional<VersionState> state = state(projection.name(), projection.version());
        if (!(state.orElse(null) instanceof VersionState.Dropping dropping)) {
            return new RebuildEnd.Done();
        }
        BooleanSupplier wanted = is(projection, dropping);
        listener.begins("the rows of " + projection.versionName() + " are deleted");
        Clearing clearing = new Clearing(parts, projection, worker, wanted);
        while (!clearing.run(stop) && wanted.getAsBoolean()) {
            if (!stop.pause(LOOK)) {
                return new RebuildEnd.Stopped();
            }
        }
        VersionMove move = versions.change(
                projection.name(),
                projection.version(),
                now -> new Change.To(now.equals(state) ? new VersionState.Dropped(now()) : now.orElseThrow()));
        return move instanceof VersionMove.Made ? new RebuildEnd.Done() : refused(move);
    }

    /** Changes a state that there is, and gives notice of it. */
    private RebuildEnd told(ProjectionName name, int version, StopSignal stop, Function<VersionState, Change> change) {
        Optional<Projection> projection = versions.catalog().of(name, version);
        if (projection.isEmpty()) {
            return noCode(name, version);
        }
        VersionMove move = versions.change(
                name,
                version,
                state -> state.map(known -> unlessLoaded(projection.get(), () -> change.apply(known)))
                        .orElseGet(() -> new Change.No("version " + version + " of " + name + " was never built")));
        if (!(move instanceof VersionMove.Made)) {
            return refused(move);
        }
        return parts.notice().give(stop) ? new RebuildEnd.Done() : new RebuildEnd.Stopped();
    }

    private Optional<String> leftover(Projection projection) {
        return projection.tables().stream()
                .filter(table -> parts.rows().rows(table.name()).hasNext())
                .map(table -> "table " + table.name() + " is not empty, and version " + projection.version() + " of "
                        + projection.name() + " is to be built into it: empty it first")
                .findFirst();
    }

    private Optional<String> parked(Projection projection) {
        List<String> waiting = new ArrayList<>();
        projection
                .sources()
                .forEach(table -> parts.parking().markers(table).stream()
                        .filter(marker -> marker.item().projection().equals(projection.versionName()))
                        .forEach(marker -> waiting.add(marker.item().toString())));
        return waiting.stream()
                .findFirst()
                .map(first -> "changes are parked for it (" + first + "): redrive or discard them first");
    }

    private Optional<VersionState> state(ProjectionName name, int version) {
        return versions.of(name).flatMap(all -> all.state(version));
    }

    private static Change no(ProjectionName name, int version, VersionState state, String what) {
        return new Change.No("version " + version + " of " + name + " is " + state.word() + ": " + what);
    }

    private static RebuildEnd noCode(ProjectionName name, int version) {
        return new RebuildEnd.Refused("there is no code for version " + version + " of projection " + name);
    }

    private static RebuildEnd refused(VersionMove move) {
        return switch (move) {
            case VersionMove.Refused refused -> new RebuildEnd.Refused(refused.reason());
            case VersionMove.Made made -> new RebuildEnd.Done();
        };
    }

    /** As precise as it is stored: a state is told from others by its time. */
    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
