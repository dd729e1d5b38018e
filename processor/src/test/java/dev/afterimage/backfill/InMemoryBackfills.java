package dev.afterimage.backfill;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Heads and segments in memory, beside the fences that commits have written. Thread-safe. */
public final class InMemoryBackfills implements Backfills {
    private final InMemoryCommitter tables;
    private final Map<TableName, Backfill> heads = new TreeMap<>();
    private final Map<String, Segment> segments = new TreeMap<>();

    public InMemoryBackfills(InMemoryCommitter tables) {
        this.tables = tables;
    }

    @Override
    public synchronized Optional<Backfill> of(TableName table) {
        return Optional.ofNullable(heads.get(table));
    }

    @Override
    public synchronized List<Backfill> all() {
        return List.copyOf(heads.values());
    }

    @Override
    public synchronized boolean put(Backfill next) {
        long stored = of(next.table()).map(Backfill::revision).orElse(0L);
        if (stored != next.revision() - 1) {
            return false;
        }
        heads.put(next.table(), BackfillRows.decode(BackfillRows.encode(next)));
        return true;
    }

    @Override
    public synchronized List<Segment> segments(TableName table) {
        return segments.values().stream()
                .filter(segment -> segment.table().equals(table))
                .sorted(Comparator.comparingInt(Segment::index))
                .toList();
    }

    @Override
    public synchronized boolean put(Segment next) {
        String key = next.table() + " " + next.index();
        long stored =
                Optional.ofNullable(segments.get(key)).map(Segment::revision).orElse(0L);
        if (stored != next.revision() - 1) {
            return false;
        }
        segments.put(key, BackfillRows.decodeSegment(BackfillRows.encode(next)));
        return true;
    }

    @Override
    public Map<ItemKey, FenceState> fences(TableName table, Collection<ItemKey> items) {
        Map<ItemKey, FenceState> fences = new LinkedHashMap<>();
        items.forEach(item -> tables.row(new RowKey(BackfillRows.TABLE.name(), BackfillRows.fence(table, item)))
                .ifPresent(row -> fences.put(item, BackfillRows.fenceState(row))));
        return fences;
    }

    @Override
    public long clear(Backfill over) {
        return tables.rows(BackfillRows.TABLE.name()).stream()
                .filter(row -> row.string(BackfillRows.TABLE_NAME)
                        .equals(Optional.of(over.table().value())))
                .filter(row -> delete(row, over.generation()))
                .count();
    }

    private boolean delete(Item row, String generation) {
        RowKey key =
                new RowKey(BackfillRows.TABLE.name(), BackfillRows.TABLE.key().keyOf(row));
        GuardedWrite delete = new GuardedWrite(
                Write.delete(key), new Guard.Equal(BackfillRows.GENERATION, AttributeValue.fromS(generation)));
        return tables.commit(new Redrive(List.of(delete), List.of())) instanceof CommitOutcome.Applied;
    }
}
