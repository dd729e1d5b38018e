package dev.afterimage.version;

import dev.afterimage.projection.ProjectionName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is stored of a projection's versions. Immutable; its methods are the moves, each to the next revision.
 *
 * @param revision 0 where nothing is stored
 * @param current the version that readers are to read
 * @param tables the tables of that version, as they are called in DynamoDB, for readers that know no version
 * @param states of each version that ever was; a version that is not there was never built
 */
public record ProjectionVersions(
        ProjectionName name, long revision, int current, List<String> tables, SortedMap<Integer, VersionState> states) {
    public ProjectionVersions {
        tables = List.copyOf(tables);
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** A projection of which nothing is stored: version 1 has been live from the first change on, and no other was built. */
    public static ProjectionVersions unstored(ProjectionName name, List<String> tables) {
        return new ProjectionVersions(
                name, 0, 1, tables, new TreeMap<>(Map.of(1, new VersionState.Live(Instant.EPOCH))));
    }

    public Optional<VersionState> state(int version) {
        return Optional.ofNullable(states.get(version));
    }

    /** With one version in another state. */
    public ProjectionVersions with(int version, VersionState state) {
        SortedMap<Integer, VersionState> next = new TreeMap<>(states);
        next.put(version, state);
        return new ProjectionVersions(name, revision + 1, current, tables, next);
    }

    /** The same once more: whoever changes what was stored before has to look anew. */
    ProjectionVersions again() {
        return new ProjectionVersions(name, revision + 1, current, tables, states);
    }

    /** With readers sent to another version, which is live; the one that they read so far is kept for a while. */
    public ProjectionVersions switchedTo(int version, List<String> itsTables, Instant at, Instant keptUntil) {
        SortedMap<Integer, VersionState> next = new TreeMap<>(states);
        next.put(version, new VersionState.Live(at));
        if (states.get(current) instanceof VersionState.Live) {
            next.put(current, new VersionState.Live(at, Optional.of(keptUntil)));
        }
        return new ProjectionVersions(name, revision + 1, version, itsTables, next);
    }

    /** The version that readers read last before the current one, if it is still live. */
    public Optional<Integer> previous() {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey() != current && retired(entry.getValue()))
                .max(Map.Entry.comparingByValue((one, other) -> one.since().compareTo(other.since())))
                .map(Map.Entry::getKey);
    }

    private static boolean retired(VersionState state) {
        return state instanceof VersionState.Live live && live.until().isPresent();
    }
}
