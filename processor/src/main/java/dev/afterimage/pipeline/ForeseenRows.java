package dev.afterimage.pipeline;

import dev.afterimage.commit.Expected;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.commit.Revisions;
import dev.afterimage.item.Item;
import dev.afterimage.projection.PendingRows;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.RowSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows that projections read for some changes, as they will be when each of these is committed: as they are stored, and
 * what the changes before it write. For one thread at a time.
 *
 * <p>Of a range with a limit a few more rows are read than are shown, since changes before may take some away. Where they
 * take more, the range is not {@linkplain #knows known} until they are committed.
 */
final class ForeseenRows implements RowSource {
    private static final int SPARE = 16;

    private final PendingRows pending;
    private final Map<Read.Range, Read.Range> asked;
    private final Stored stored;

    /** What was read. */
    private record Stored(Map<RowKey, Item> rows, Set<RowKey> keys, Map<Read.Range, List<Item>> ranges)
            implements RowSource {
        @Override
        public Optional<Item> row(RowKey key) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(key + " was not read");
            }
            return Optional.ofNullable(rows.get(key));
        }

        @Override
        public Stream<Item> covered(Read.Range range) {
            return Optional.ofNullable(ranges.get(range))
                    .orElseThrow(() -> new IllegalArgumentException(range + " was not read"))
                    .stream();
        }
    }

    private ForeseenRows(Map<Read.Range, Read.Range> asked, Stored stored) {
        this.asked = asked;
        this.stored = stored;
        this.pending = new PendingRows(stored);
    }

    /** Reads what these ask for. A partition's revision is read before its rows, so that none of these is older. */
    static ForeseenRows read(StoredRows rows, Collection<Read> reads) {
        Set<RowKey> keys = new LinkedHashSet<>();
        Map<Read.Range, Read.Range> asked = new HashMap<>();
        for (Read read : reads) {
            switch (read) {
                case Read.Row row -> keys.add(row.key());
                case Read.Range range -> {
                    keys.add(Revisions.of(range).key());
                    asked.put(range, withSpare(range));
                }
            }
        }
        Map<RowKey, Item> found = keys.isEmpty() ? Map.of() : rows.rows(keys);
        Map<Read.Range, List<Item>> ranges = asked.isEmpty() ? Map.of() : rows.ranges(asked.values());
        return new ForeseenRows(asked, new Stored(found, keys, ranges));
    }

    private static Read.Range withSpare(Read.Range range) {
        return range.limit() > Integer.MAX_VALUE - SPARE ? range : range.limitedTo(range.limit() + SPARE);
    }

    /** Whether all that this asks for is known; a row always is. */
    boolean knows(Read read) {
        return switch (read) {
            case Read.Row _ -> true;
            case Read.Range range -> knows(range);
        };
    }

    private boolean knows(Read.Range range) {
        Read.Range loaded = loaded(range);
        List<Item> found = stored.covered(loaded).toList();
        if (found.size() < loaded.limit()) {
            return true;
        }
        List<Item> shown = range.of(pending.covered(loaded));
        return shown.size() == range.limit() && range.order().compare(shown.getLast(), found.getLast()) <= 0;
    }

    @Override
    public Optional<Item> row(RowKey key) {
        return pending.row(key);
    }

    @Override
    public Stream<Item> covered(Read.Range range) {
        return pending.covered(loaded(range));
    }

    private Read.Range loaded(Read.Range range) {
        return Optional.ofNullable(asked.get(range))
                .orElseThrow(() -> new IllegalArgumentException(range + " was not read"));
    }

    /** What must be stored for these reads to be as they are now. */
    List<Expected> expected(Collection<Read> reads) {
        List<Expected> all = new ArrayList<>(reads.size());
        for (Read read : reads) {
            Read.Row row = switch (read) {
                case Read.Row one -> one;
                case Read.Range range -> Revisions.of(range);
            };
            all.add(Expected.of(row, row(row.key())));
        }
        return all;
    }

    /** That a change is to be committed before what comes next. */
    void pending(ProjectedChange projected) {
        projected.slots().stream()
                .filter(slot -> slot.projection().isPresent())
                .flatMap(slot -> slot.writes().stream())
                .forEach(write -> pending.write(projected.links().with(write)));
    }
}
