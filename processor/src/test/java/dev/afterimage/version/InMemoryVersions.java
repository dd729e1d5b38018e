package dev.afterimage.version;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.Item;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Versions, fences and segments in tables in memory. Thread-safe. */
public class InMemoryVersions implements VersionRegistry, Fences, Segments {
    private final InMemoryCommitter memory;

    /** In tables of which {@link VersionRows#TABLE} is one. */
    public InMemoryVersions(InMemoryCommitter memory) {
        this.memory = memory;
    }

    @Override
    public List<ProjectionVersions> all() {
        return group(VersionRows.PROJECTIONS)
                .map(VersionRows::decode)
                .sorted(Comparator.comparing(row -> row.name().value()))
                .toList();
    }

    @Override
    public Optional<ProjectionVersions> of(ProjectionName name) {
        return memory.row(VersionRows.key(name)).map(VersionRows::decode);
    }

    @Override
    public boolean put(ProjectionVersions next) {
        return put(VersionRows.key(next.name()), VersionRows.encode(next), next.revision());
    }

    @Override
    public Map<FenceId, Fence> of(Collection<FenceId> ids) {
        Map<FenceId, Fence> found = new HashMap<>();
        ids.forEach(id -> memory.row(FenceRows.key(id)).ifPresent(row -> found.put(id, FenceRows.decode(row))));
        return found;
    }

    @Override
    public Iterator<Fence> all(ProjectionName version) {
        return memory.rows(VersionRows.TABLE.name()).stream()
                .filter(row -> row.has(FenceRows.OPEN))
                .map(FenceRows::decode)
                .filter(fence -> fence.id().version().equals(version))
                .iterator();
    }

    @Override
    public void forget(Fence fence) {
        memory.commit(new Redrive(List.of(fence.delete()), List.of()));
    }

    @Override
    public List<Segment> segments(ProjectionName version) {
        return group(SegmentRows.group(version))
                .map(SegmentRows::decode)
                .sorted(Comparator.comparingInt(Segment::index))
                .toList();
    }

    @Override
    public boolean put(Segment next) {
        return put(SegmentRows.key(next.version(), next.index()), SegmentRows.encode(next), next.revision());
    }

    @Override
    public void forget(ProjectionName version) {
        segments(version)
                .forEach(segment -> memory.commit(new Redrive(
                        List.of(new GuardedWrite(
                                Write.delete(SegmentRows.key(version, segment.index())), new Guard.Absent("nothing"))),
                        List.of())));
    }

    private Stream<Item> group(String group) {
        return memory.rows(VersionRows.TABLE.name()).stream()
                .filter(row -> row.string(VersionRows.GROUP).equals(Optional.of(group)));
    }

    private boolean put(RowKey key, Item row, long revision) {
        GuardedWrite write = new GuardedWrite(Write.put(key, row.attributes()), stands(revision - 1));
        return memory.commit(new Redrive(List.of(write), List.of())) instanceof CommitOutcome.Applied;
    }

    private static Guard stands(long revision) {
        return revision == 0
                ? new Guard.Absent(VersionRows.REVISION)
                : new Guard.Equal(VersionRows.REVISION, AttributeValue.fromN(Long.toString(revision)));
    }
}
