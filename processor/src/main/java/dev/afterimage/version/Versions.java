package dev.afterimage.version;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of versions, and sends readers from one to another. Thread-safe. */
public final class Versions {
    private static final int MOST_ATTEMPTS = 10;

    private final VersionRegistry registry;
    private final VersionCatalog catalog;
    private final InstantSource clock;
    private final Duration keep;

    /**
     * The versions that are stored and those that there is code for.
     *
     * @param keep how long a version is kept at least when readers have been sent to another
     */
    public Versions(VersionRegistry registry, VersionCatalog catalog, InstantSource clock, Duration keep) {
        this.registry = registry;
        this.catalog = catalog;
        this.clock = clock;
        this.keep = keep;
    }

    public VersionCatalog catalog() {
        return catalog;
    }

    /** Every projection that is stored or that there is code for. */
    public List<ProjectionVersions> all() {
        Map<ProjectionName, ProjectionVersions> stored =
                registry.all().stream().collect(Collectors.toMap(ProjectionVersions::name, Function.identity()));
        List<ProjectionVersions> all = new ArrayList<>();
        for (ProjectionName name : catalog.names()) {
            all.add(Optional.ofNullable(stored.remove(name)).orElseGet(() -> catalog.unstored(name)));
        }
        stored.values().stream()
                .sorted((one, other) ->
                        one.name().value().compareTo(other.name().value()))
                .forEach(all::add);
        return all;
    }

    /** One projection's versions; empty where there is none of this name. */
    public Optional<ProjectionVersions> of(ProjectionName name) {
        return registry.of(name)
                .or(() -> catalog.of(name).isEmpty() ? Optional.empty() : Optional.of(catalog.unstored(name)));
    }

    /** The version of a projection of this table that is built, paused or dropped now, in words; empty where none is. */
    public Optional<String> unsettled(TableName table) {
        Set<ProjectionName> versions = Set.copyOf(catalog.versionsOf(table));
        return catalog.states(registry.all()).entrySet().stream()
                .filter(state -> versions.contains(state.getKey()) && !isSettled(state.getValue()))
                .findFirst()
                .map(state -> "projection " + state.getKey() + " is "
                        + state.getValue().word()
                        + ": a table is loaded when every version of its projections is live or dropped");
    }

    /** The same, and whoever is about to change a version of this table has to look anew before that holds. */
    public Optional<String> unsettledFromNow(TableName table) {
        return catalog.names().stream()
                .filter(name -> catalog.of(name).stream()
                        .anyMatch(projection -> projection.sources().contains(table)))
                .map(name -> move(name, versions -> new VersionMove.Made(versions.again())))
                .flatMap(move ->
                        move instanceof VersionMove.Refused refused ? Stream.of(refused.reason()) : Stream.empty())
                .findFirst()
                .or(() -> unsettled(table));
    }

    private static boolean isSettled(VersionState state) {
        return state instanceof VersionState.Live || state instanceof VersionState.Dropped;
    }

    /** Sends readers to this version, which must be live. */
    public VersionMove switchTo(ProjectionName name, int version) {
        return move(name, versions -> sent(versions, version));
    }

    /** Sends readers back to the version that they read before. */
    public VersionMove rollBack(ProjectionName name) {
        return move(
                name,
                versions -> versions.previous()
                        .map(version -> sent(versions, version))
                        .orElseGet(() -> new VersionMove.Refused("there is no version of " + name
                                + " to go back to: none that readers read before is kept")));
    }

    /** Brings a version from the state that it is in to another, if it may. */
    public VersionMove change(ProjectionName name, int version, Function<Optional<VersionState>, Change> change) {
        return move(name, versions -> switch (change.apply(versions.state(version))) {
            case Change.To to -> new VersionMove.Made(versions.with(version, to.state()));
            case Change.No no -> new VersionMove.Refused(no.reason());
        });
    }

    /** What is to become of a state. */
    public sealed interface Change {
        record To(VersionState state) implements Change {}

        record No(String reason) implements Change {}
    }

    private VersionMove sent(ProjectionVersions versions, int version) {
        ProjectionName name = versions.name();
        Optional<Projection> projection = catalog.of(name, version);
        Optional<VersionState> state = versions.state(version);
        if (projection.isEmpty()) {
            return new VersionMove.Refused("there is no code for version " + version + " of " + name);
        }
        if (versions.current() == version) {
            return new VersionMove.Refused("readers read version " + version + " of " + name + " already");
        }
        if (!(state.orElse(null) instanceof VersionState.Live)) {
            return new VersionMove.Refused("version " + version + " of " + name + " is "
                    + state.map(VersionState::word).orElse("not built") + ", and only a live one can be read");
        }
        Instant now = clock.instant();
        return new VersionMove.Made(
                versions.switchedTo(version, catalog.tables(projection.get()), now, now.plus(keep)));
    }

    private VersionMove move(ProjectionName name, Function<ProjectionVersions, VersionMove> move) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<ProjectionVersions> before = of(name);
            if (before.isEmpty()) {
                return new VersionMove.Refused("there is no projection " + name + ", only "
                        + catalog.names().stream().map(ProjectionName::value).collect(Collectors.joining(", ")));
            }
            VersionMove next = move.apply(before.get());
            if (next instanceof VersionMove.Made made && !registry.put(made.versions())) {
                continue;
            }
            return next;
        }
        return new VersionMove.Refused("others change " + name + " all the time: try again");
    }
}
