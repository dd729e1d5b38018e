package dev.afterimage.version;

import java.util.List;

/**
 * How far the walk through the audit log is that builds a version. Immutable.
 *
 * @param done how many segments are walked to their end
 * @param segments how many there are
 * @param items how many items are built
 */
public record BuildProgress(long done, int segments, long items) {
    static BuildProgress of(VersionState.Building building, List<Segment> begun) {
        long done = begun.stream()
                .filter(segment -> segment.done() && segment.index() < building.segments())
                .count();
        return new BuildProgress(
                done,
                building.segments(),
                begun.stream().mapToLong(Segment::built).sum());
    }
}
