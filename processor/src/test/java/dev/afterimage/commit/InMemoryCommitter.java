package dev.afterimage.commit;

import dev.afterimage.audit.AuditNotes;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.lane.Positions;
import dev.afterimage.parking.InMemoryParkingLot;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.StoredRows;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import dev.afterimage.testing.InMemoryTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Positions beside {@link InMemoryTables}, in transactions that DynamoDB would take. Thread-safe. */
public final class InMemoryCommitter implements Committer, Positions {
    private static final TableDefinition REVISIONS = TableFile.afterimage().own("projections");
    private static final int ACTIONS = 100;
    private static final long BYTES = 4L * 1024 * 1024;

    private final InMemoryTables tables;

    public InMemoryCommitter(Collection<DerivedTable> tables) {
        List<DerivedTable> all = new ArrayList<>(tables);
        all.add(DerivedTable.of(PositionRows.TABLE));
        all.add(DerivedTable.of(ParkedRows.TABLE));
        if (all.stream().noneMatch(table -> table.name().equals(REVISIONS.name()))) {
            all.add(DerivedTable.of(REVISIONS));
        }
        this.tables = new InMemoryTables(all);
    }

    @Override
    public synchronized CommitOutcome commit(Transaction plan) {
        return unknownTable(plan)
                .or(() -> wrongRequest(plan))
                .or(() -> stale(plan))
                .orElseGet(() -> write(plan));
    }

    @Override
    public synchronized Position of(Lane lane) {
        return tables.row(new RowKey(PositionRows.TABLE.name(), ItemKey.of(PositionRows.key(lane))))
                .map(PositionRows::decode)
                .orElseGet(() -> Position.start(lane));
    }

    @Override
    public synchronized List<Position> all() {
        return tables.rows(PositionRows.TABLE.name()).stream()
                .map(PositionRows::decode)
                .sorted(Comparator.comparing(position -> position.lane().id()))
                .toList();
    }

    /** Reads what is parked here. */
    public ParkingLot parkingLot() {
        return new InMemoryParkingLot(this::rows);
    }

    /** Reads the notes of the audit log here. */
    public AuditNotes notes() {
        return (table, key) -> rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isNote)
                .map(row -> NoteRows.decode(List.of(row)))
                .filter(note ->
                        note.id().table().equals(table) && note.id().key().equals(key))
                .toList();
    }

    public synchronized Optional<Item> row(RowKey key) {
        return tables.row(key);
    }

    public synchronized List<Item> rows(TableName table) {
        return tables.rows(table);
    }

    /** What projections read here. */
    public StoredRows storedRows() {
        return new StoredRows() {
            @Override
            public Map<RowKey, Item> rows(Collection<RowKey> keys) {
                Map<RowKey, Item> found = new HashMap<>();
                keys.forEach(key -> row(key).ifPresent(row -> found.put(key, row)));
                return found;
            }

            @Override
            public Map<Read.Range, List<Item>> ranges(Collection<Read.Range> ranges) {
                Map<Read.Range, List<Item>> found = new HashMap<>();
                ranges.forEach(range -> found.put(range, rowsOf(range)));
                return found;
            }
        };
    }

    private synchronized List<Item> rowsOf(Read.Range range) {
        return range.of(tables.covered(range));
    }

    private static Stream<Write> all(Transaction plan) {
        return Stream.concat(plan.guarded().stream().map(GuardedWrite::write), plan.writes().stream());
    }

    private Optional<CommitOutcome> unknownTable(Transaction plan) {
        return all(plan)
                .map(write -> write.row().table())
                .filter(table -> !tables.names().contains(table))
                .findFirst()
                .map(table -> new CommitOutcome.Unable("there is no table " + table));
    }

    private static Optional<CommitOutcome> wrongRequest(Transaction plan) {
        Set<RowKey> touched = new HashSet<>();
        if (!all(plan).map(Write::row).allMatch(touched::add)) {
            return refused("two actions on one item");
        }
        plan.expected().forEach(read -> touched.add(read.row()));
        if (touched.size() > ACTIONS) {
            return refused("more than " + ACTIONS + " actions");
        }
        long bytes = all(plan).mapToLong(Write::size).sum();
        return bytes > BYTES ? refused("more than " + BYTES + " bytes") : Optional.empty();
    }

    private Optional<CommitOutcome> stale(Transaction plan) {
        return plan.guarded().stream()
                                .allMatch(guarded -> guarded.guard()
                                        .holds(tables.row(guarded.write().row())))
                        && plan.expected().stream().allMatch(read -> read.holds(tables.row(read.row())))
                ? Optional.empty()
                : Optional.of(new CommitOutcome.Stale());
    }

    private CommitOutcome write(Transaction plan) {
        List<Write> writes = all(plan).toList();
        List<Write> undo = new ArrayList<>();
        List<CommitOutcome.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            try {
                Write inverse = inverse(write.row());
                tables.apply(write);
                undo.add(inverse);
            } catch (IllegalArgumentException refused) {
                int unguarded = i - plan.guarded().size();
                refusals.add(new CommitOutcome.Refusal(
                        unguarded < 0 ? OptionalInt.empty() : OptionalInt.of(unguarded),
                        String.valueOf(refused.getMessage())));
            }
        }
        if (!refusals.isEmpty()) {
            tables.apply(undo);
            return new CommitOutcome.Rejected("refused: " + refusals, refusals);
        }
        return new CommitOutcome.Applied(2.0 * writes.size());
    }

    private Write inverse(RowKey row) {
        return tables.row(row)
                .<Write>map(item -> Write.put(row, item.attributes()))
                .orElseGet(() -> Write.delete(row));
    }

    private static Optional<CommitOutcome> refused(String reason) {
        List<CommitOutcome.Refusal> refusals = List.of(new CommitOutcome.Refusal(OptionalInt.empty(), reason));
        return Optional.of(new CommitOutcome.Rejected(reason, refusals));
    }
}
