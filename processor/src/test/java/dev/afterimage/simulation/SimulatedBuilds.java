package dev.afterimage.simulation;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.CannotBuildException;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.version.ProjectionVersions;
import dev.afterimage.version.VersionState;
import dev.afterimage.version.Versions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What people do with the two versions of a projection, whatever comes into their mind, some of them at once; one is dropped
 * only when all lanes have ended. When they have had enough, they go on until both versions are live.
 */
final class SimulatedBuilds {
    private static final int VERSIONS = 2;
    private static final int MOST_WISHES = 6;

    private final World world;
    private final Poisons poisons;
    private final ProjectionName name;
    private int wishful;

    /** What a process works with, anew after each crash. */
    record Hands(Rebuilder rebuilder, Versions versions) {}

    /**
     * Builds of a projection.
     *
     * @param people how many there are
     */
    SimulatedBuilds(World world, Poisons poisons, ProjectionName name, int people) {
        this.world = world;
        this.poisons = poisons;
        this.name = name;
        this.wishful = people;
    }

    /** What one of them does, from the beginning to the end. */
    void run(Supplier<Hands> hands, Function<ProjectionName, Optional<ProjectionVersions>> stored) {
        for (int left = world.faults().below(MOST_WISHES + 1); left > 0; left--) {
            world.turns().pass(Duration.ofMillis(world.faults().below(1_500)));
            attempt(() -> wish(hands.get()));
        }
        wishful--;
        boolean live = false;
        while (!live) {
            for (int version = 1; version <= VERSIONS; version++) {
                int next = version;
                attempt(() -> end(hands.get(), next));
            }
            world.turns().pass(Duration.ofMillis(500));
            live = wishful == 0 && attempt(() -> areLive(stored)).orElse(false);
        }
    }

    private boolean areLive(Function<ProjectionName, Optional<ProjectionVersions>> stored) {
        ProjectionVersions versions = stored.apply(name).orElseThrow();
        return versions.states().values().stream()
                        .filter(VersionState.Live.class::isInstance)
                        .count()
                == VERSIONS;
    }

    private Object wish(Hands hands) {
        int version = 1 + world.faults().below(VERSIONS);
        return switch (world.faults().below(8)) {
            case 0, 1, 2 -> rebuild(hands, VERSIONS);
            case 3 -> hands.rebuilder().pause(name, version, new SimulatedStop(world));
            case 4 -> hands.rebuilder().resume(name, version, new SimulatedStop(world));
            case 5 -> hands.versions().switchTo(name, version);
            case 6 -> hands.versions().rollBack(name);
            default ->
                lanesEnded()
                        ? hands.rebuilder().drop(name, version, false, new SimulatedStop(world))
                        : hands.versions().switchTo(name, version);
        };
    }

    private boolean lanesEnded() {
        return world.stream().shards().stream()
                .filter(shard -> shard.lane().table().equals(SimulatedStream.THINGS))
                .allMatch(shard -> world.journal().isClosed(shard.lane()));
    }

    /** Brings a version nearer to being live. */
    private Object end(Hands hands, int version) {
        Optional<VersionState> state = hands.versions().of(name).flatMap(versions -> versions.state(version));
        return switch (state.orElse(null)) {
            case null -> rebuild(hands, version);
            case VersionState.Live live -> live;
            case VersionState.Building _, VersionState.CatchingUp _, VersionState.Dropped _ -> rebuild(hands, version);
            case VersionState.Paused _ -> hands.rebuilder().resume(name, version, new SimulatedStop(world));
            case VersionState.Dropping _ -> hands.rebuilder().drop(name, version, false, new SimulatedStop(world));
        };
    }

    private RebuildEnd rebuild(Hands hands, int version) {
        Rebuilder.Extent extent = new Rebuilder.Extent(1 + world.faults().below(3), 1);
        return hands.rebuilder().rebuild(name, version, extent, new SimulatedStop(world));
    }

    private <T> Optional<T> attempt(Supplier<T> work) {
        try {
            T end = work.get();
            world.history().note(end::toString);
            if (end instanceof RebuildEnd.Troubled && world.faults().oneIn(3)) {
                poisons.mend(name);
                poisons.mend(name.ofVersion(VERSIONS));
            }
            return Optional.of(end);
        } catch (Crash | Unexpected | CannotBuildException failed) {
            world.history().note(failed::toString);
            world.turns().pass();
            return Optional.empty();
        }
    }
}
