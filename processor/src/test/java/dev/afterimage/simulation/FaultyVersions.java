package dev.afterimage.simulation;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.Fences;
import dev.afterimage.version.InMemoryVersions;
import dev.afterimage.version.ProjectionVersions;
import dev.afterimage.version.Segment;
import dev.afterimage.version.Segments;
import dev.afterimage.version.VersionRegistry;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored of versions; sometimes it cannot be reached, and between any two calls others may come. */
final class FaultyVersions implements VersionRegistry, Fences, Segments {
    private final World world;
    private final InMemoryVersions versions;

    FaultyVersions(World world, InMemoryVersions versions) {
        this.world = world;
        this.versions = versions;
    }

    /** Looks without a turn. */
    Optional<ProjectionVersions> now(ProjectionName name) {
        return versions.of(name);
    }

    @Override
    public List<ProjectionVersions> all() {
        strike();
        List<ProjectionVersions> all = versions.all();
        world.turns().pass();
        return all;
    }

    @Override
    public Optional<ProjectionVersions> of(ProjectionName name) {
        strike();
        Optional<ProjectionVersions> found = versions.of(name);
        world.turns().pass();
        return found;
    }

    @Override
    public boolean put(ProjectionVersions next) {
        strike();
        boolean put = versions.put(next);
        world.history().note(() -> "versions become " + next + ": " + put);
        return put;
    }

    @Override
    public Map<FenceId, Fence> of(Collection<FenceId> ids) {
        strike();
        Map<FenceId, Fence> found = versions.of(ids);
        world.history().note(() -> "fences of versions " + found);
        world.turns().pass();
        return found;
    }

    @Override
    public Iterator<Fence> all(ProjectionName version) {
        strike();
        return versions.all(version);
    }

    @Override
    public void forget(Fence fence) {
        strike();
        versions.forget(fence);
    }

    @Override
    public List<Segment> segments(ProjectionName version) {
        strike();
        return versions.segments(version);
    }

    @Override
    public boolean put(Segment next) {
        strike();
        return versions.put(next);
    }

    @Override
    public void forget(ProjectionName version) {
        strike();
        versions.forget(version);
    }

    private void strike() {
        world.turns().pass();
        if (world.faults().strikes(Fault.UNREADABLE_POSITION)) {
            throw new Unexpected("no answer");
        }
    }
}
