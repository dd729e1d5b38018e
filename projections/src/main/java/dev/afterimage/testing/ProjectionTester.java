package dev.afterimage.testing;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.PendingRows;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.RowSource;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Runs projections over changes, in memory, and {@linkplain #verify checks} that they keep what {@link Projection}
 * demands. What fails is an {@link AssertionError} that names the rows, the changes and the seed. Thread-safe if the
 * projections are, as they must be.
 *
 * <pre>{@code
 * ChangeHistory history = new ChangeHistory(sourceTables);
 * history.insert("lists", list);
 * history.insert("items", item);
 * new ProjectionTester(projections).verify(history.changes(), 1);
 * }</pre>
 */
public final class ProjectionTester {
    private static final int ROUNDS = 50;

    /** Up to so many changes are cut into batches in every possible way. */
    private static final int ALL_SPLITS = 8;

    private final List<Projection> projections;

    public ProjectionTester(List<? extends Projection> projections) {
        this.projections = List.copyOf(projections);
    }

    /** The tables after these changes, applied one after the other to empty tables. */
    public InMemoryTables tablesAfter(List<Change> changes) {
        return tablesAfter(changes, ReadableTables.sourcesAfter(changes));
    }

    private InMemoryTables tablesAfter(List<Change> changes, Map<TableName, Map<ItemKey, Item>> sources) {
        InMemoryTables tables = InMemoryTables.of(projections);
        ReadableTables readable = new ReadableTables(tables, sources);
        changes.forEach(change -> tables.apply(project(change, readable)));
        return tables;
    }

    /**
     * Checks that a change asked about twice is answered twice the same; that changes committed in batches, cut anywhere,
     * lead to the same rows as one by one; that crashes and redeliveries change nothing; and that changes of different
     * items lead to the same shown rows in every order.
     *
     * @param changes in the order of their sequence numbers
     * @param seed from which cuts, crashes and orders are drawn
     */
    public void verify(List<Change> changes, long seed) {
        answersTheSameTwice(changes);
        everyCutIsTheWhole(changes, seed);
        redeliveryChangesNothing(changes, seed);
        everyOrderShowsTheSame(changes, seed);
    }

    private void answersTheSameTwice(List<Change> changes) {
        InMemoryTables tables = InMemoryTables.of(projections);
        ReadableTables readable = new ReadableTables(tables, ReadableTables.sourcesAfter(changes));
        for (Change change : changes) {
            List<Write> first = project(change, readable);
            List<Write> second = project(change, readable);
            if (!first.equals(second)) {
                throw new AssertionError(
                        "asked twice about " + change.id() + ", the answers are " + first + " and " + second);
            }
            tables.apply(first);
        }
    }

    private void everyCutIsTheWhole(List<Change> changes, long seed) {
        Map<TableName, Map<ItemKey, Item>> sources = ReadableTables.sourcesAfter(changes);
        Map<RowKey, Item> whole = tablesAfter(changes, sources).all();
        Random random = new Random(seed);
        boolean every = changes.size() <= ALL_SPLITS;
        long rounds = every ? 1L << changes.size() : ROUNDS;
        for (long round = 0; round < rounds; round++) {
            BitSet cuts = every ? BitSet.valueOf(new long[] {round}) : cuts(changes.size(), random);
            InMemoryTables tables = InMemoryTables.of(projections);
            ReadableTables readable = new ReadableTables(tables, sources);
            batches(changes, cuts).forEach(batch -> tables.apply(committed(batch, readable)));
            agree("committed in batches that end with the changes " + cuts, changes, whole, tables.all());
        }
    }

    private static BitSet cuts(int size, Random random) {
        BitSet cuts = new BitSet(size);
        int length = 1 + random.nextInt(2 * ALL_SPLITS);
        for (int i = 0; i < size; i++) {
            cuts.set(i, random.nextInt(length) == 0);
        }
        return cuts;
    }

    private static List<List<Change>> batches(List<Change> changes, BitSet cuts) {
        List<List<Change>> batches = new ArrayList<>();
        int from = 0;
        for (int last = cuts.nextSetBit(0); last >= 0; last = cuts.nextSetBit(last + 1)) {
            batches.add(changes.subList(from, last + 1));
            from = last + 1;
        }
        batches.add(changes.subList(from, changes.size()));
        return batches;
    }

    private void redeliveryChangesNothing(List<Change> changes, long seed) {
        Map<RowKey, Item> once = tablesAfter(changes).all();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            InMemoryTables tables = InMemoryTables.of(projections);
            deliverWithCrashes(changes, random, tables);
            agree("with crashes and redeliveries, round " + round + " of seed " + seed, changes, once, tables.all());
        }
    }

    /** Delivers from some earlier change each time, as after a crash; what the stored positions cover is left out. */
    private void deliverWithCrashes(List<Change> changes, Random random, InMemoryTables tables) {
        ReadableTables readable = new ReadableTables(tables, ReadableTables.sourcesAfter(changes));
        Map<TableName, SequenceNumber> positions = new HashMap<>();
        int delivered = 0;
        while (delivered < changes.size()) {
            int from = random.nextInt(delivered + 1);
            int to = Math.min(changes.size(), delivered + 1 + random.nextInt(5));
            List<Change> fresh = changes.subList(from, to).stream()
                    .filter(change -> !covers(positions, change))
                    .toList();
            List<Write> writes = committed(fresh, readable);
            boolean crashedBeforeCommit = random.nextInt(4) == 0;
            if (!crashedBeforeCommit) {
                tables.apply(writes);
                fresh.forEach(change -> positions.put(change.table(), change.sequence()));
                delivered = to;
            }
        }
    }

    private static boolean covers(Map<TableName, SequenceNumber> positions, Change change) {
        SequenceNumber position = positions.get(change.table());
        return position != null && change.sequence().compareTo(position) <= 0;
    }

    private void everyOrderShowsTheSame(List<Change> changes, long seed) {
        Map<TableName, Map<ItemKey, Item>> sources = ReadableTables.sourcesAfter(changes);
        Map<RowKey, Item> expected = tablesAfter(changes, sources).shown();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Change> order = Interleaving.of(changes, random);
            agree(
                    "in another order, round " + round + " of seed " + seed,
                    order,
                    expected,
                    tablesAfter(order, sources).shown());
        }
    }

    /** What one commit of these changes writes: one write for each row. */
    private List<Write> committed(List<Change> changes, RowSource stored) {
        PendingRows pending = new PendingRows(stored);
        changes.forEach(change -> pending.write(project(change, pending)));
        return pending.writes();
    }

    private List<Write> project(Change change, RowSource rows) {
        List<Write> writes = new ArrayList<>();
        for (Projection projection : projections) {
            if (projection.sources().contains(change.table())) {
                projection.projectFrom(rows, change).forEach(write -> {
                    requireDeclared(projection, change, write);
                    writes.add(write);
                });
            }
        }
        return writes;
    }

    private static void requireDeclared(Projection projection, Change change, Write write) {
        TableName table = write.row().table();
        if (projection.tables().stream().map(DerivedTable::name).noneMatch(table::equals)) {
            throw new AssertionError("for " + change.id() + ", " + projection.name() + " writes to " + table
                    + ", which it does not declare");
        }
    }

    private void agree(String when, List<Change> changes, Map<RowKey, Item> expected, Map<RowKey, Item> actual) {
        if (!actual.equals(expected)) {
            throw new AssertionError(
                    new RowDifferences(expected, actual).describe(when, into -> describe(changes, into)));
        }
    }

    private void describe(List<Change> changes, BiConsumer<RowKey, String> into) {
        InMemoryTables tables = InMemoryTables.of(projections);
        ReadableTables readable = new ReadableTables(tables, ReadableTables.sourcesAfter(changes));
        for (Change change : changes) {
            List<Write> writes = project(change, readable);
            writes.forEach(write -> into.accept(write.row(), change.id() + " → " + write));
            tables.apply(writes);
        }
    }
}
