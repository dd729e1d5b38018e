package dev.afterimage.version;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The versions of projections that there is code for. Immutable; thread-safe. */
public final class VersionCatalog {
    private final SequencedMap<ProjectionName, NavigableMap<Integer, Projection>> versions = new LinkedHashMap<>();
    private final UnaryOperator<TableName> naming;

    /**
     * A catalog of these versions.
     *
     * @param naming what a derived table is called in DynamoDB
     */
    public VersionCatalog(Collection<Projection> projections, UnaryOperator<TableName> naming) {
        this.naming = naming;
        for (Projection projection : projections) {
            Projection other = versions.computeIfAbsent(projection.name(), _ -> new TreeMap<>())
                    .put(projection.version(), projection);
            if (other != null) {
                throw new IllegalArgumentException("there are two projections " + projection.versionName());
            }
        }
    }

    /** In the order in which they were given. */
    public List<ProjectionName> names() {
        return List.copyOf(versions.keySet());
    }

    /** The versions of a projection, the first one first; none where there is no such projection. */
    public List<Projection> of(ProjectionName name) {
        return Optional.ofNullable(versions.get(name))
                .map(all -> List.copyOf(all.values()))
                .orElse(List.of());
    }

    public Optional<Projection> of(ProjectionName name, int version) {
        return of(name).stream()
                .filter(projection -> projection.version() == version)
                .findFirst();
    }

    /** The names of the versions that want to see the changes of a source table. */
    public List<ProjectionName> versionsOf(TableName source) {
        return versions.values().stream()
                .flatMap(all -> all.values().stream())
                .filter(projection -> projection.sources().contains(source))
                .map(Projection::versionName)
                .toList();
    }

    /** The tables of a version, as they are called in DynamoDB. */
    public List<String> tables(Projection projection) {
        return projection.tables().stream()
                .map(DerivedTable::name)
                .map(naming)
                .map(TableName::value)
                .toList();
    }

    /** What holds of a projection of which nothing is stored. */
    public ProjectionVersions unstored(ProjectionName name) {
        return ProjectionVersions.unstored(name, of(name, 1).map(this::tables).orElse(List.of()));
    }

    /**
     * What is stored of versions that are kept, and that there is no code for although there is for others of the
     * projection: changes would be left out of them without a sign. For people.
     */
    public List<String> missing(Collection<ProjectionVersions> stored) {
        List<String> missing = new ArrayList<>();
        for (ProjectionVersions row : stored) {
            row.states().forEach((version, state) -> {
                if (!of(row.name()).isEmpty()
                        && of(row.name(), version).isEmpty()
                        && !(state instanceof VersionState.Dropped)) {
                    missing.add("projection " + row.name() + " has a version " + version + ", which is " + state.word()
                            + ", and there is no code for it here: run code that has it, or drop it first"
                            + " ('projections drop')");
                }
            });
        }
        return missing;
    }

    /** The state of each version that there is code for and that was ever built, by its name. */
    public Map<ProjectionName, VersionState> states(Collection<ProjectionVersions> stored) {
        Map<ProjectionName, ProjectionVersions> rows = new LinkedHashMap<>();
        stored.forEach(row -> rows.put(row.name(), row));
        Map<ProjectionName, VersionState> states = new LinkedHashMap<>();
        for (ProjectionName name : names()) {
            ProjectionVersions row = Optional.ofNullable(rows.get(name)).orElseGet(() -> unstored(name));
            row.states()
                    .forEach((version, state) ->
                            of(name, version).ifPresent(projection -> states.put(projection.versionName(), state)));
        }
        return states;
    }
}
