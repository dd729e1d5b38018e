package dev.afterimage.version;

import dev.afterimage.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A version of a projection, and all that is known of it. Immutable.
 *
 * @param state empty where it was never built
 * @param code empty where there is none for it here
 * @param tables its tables, as they are called in DynamoDB; none without its code
 * @param progress how far it is built; empty where it is not being built
 */
public record VersionStatus(
        ProjectionVersions projection,
        int version,
        Optional<VersionState> state,
        Optional<Projection> code,
        List<String> tables,
        Optional<BuildProgress> progress) {
    public VersionStatus {
        tables = List.copyOf(tables);
    }

    /** Every version that is stored or that there is code for, by projection and number. */
    public static List<VersionStatus> all(Versions versions, Segments segments) {
        List<VersionStatus> all = new ArrayList<>();
        versions.all().forEach(projection -> all.addAll(of(projection, versions.catalog(), segments)));
        return List.copyOf(all);
    }

    private static List<VersionStatus> of(ProjectionVersions projection, VersionCatalog catalog, Segments segments) {
        Map<Integer, Optional<Projection>> code = new TreeMap<>();
        projection.states().keySet().forEach(version -> code.put(version, Optional.empty()));
        catalog.of(projection.name()).forEach(one -> code.put(one.version(), Optional.of(one)));
        return code.entrySet().stream()
                .map(entry -> new VersionStatus(
                        projection,
                        entry.getKey(),
                        projection.state(entry.getKey()),
                        entry.getValue(),
                        entry.getValue().map(catalog::tables).orElse(List.of()),
                        progress(projection, entry.getKey(), segments)))
                .toList();
    }

    private static Optional<BuildProgress> progress(ProjectionVersions projection, int version, Segments segments) {
        return projection
                .state(version)
                .filter(VersionState.Building.class::isInstance)
                .map(VersionState.Building.class::cast)
                .map(building -> BuildProgress.of(
                        building, segments.segments(projection.name().ofVersion(version))));
    }

    /** Whether readers are to read it. */
    public boolean current() {
        return projection.current() == version;
    }

    /** Its state in one word for people. */
    public String word() {
        return state.map(VersionState::word).orElse("not built");
    }

    /** Until when it is kept at least; empty where readers read it, or it is not live. */
    public Optional<Instant> keptUntil() {
        return state.flatMap(some -> some instanceof VersionState.Live live ? live.until() : Optional.empty());
    }
}
