package dev.afterimage.commit;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
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

/** Positions beside {@link InMemoryTables}, in transactions that DynamoDB would take. Thread-safe. */
public final class InMemoryCommitter implements Committer, Positions {
    private static final int ACTIONS = 100;
    private static final long BYTES = 4L * 1024 * 1024;

    private final InMemoryTables tables;
    private final Map<Lane, Position> positions = new HashMap<>();

    public InMemoryCommitter(Collection<DerivedTable> tables) {
        this.tables = new InMemoryTables(tables);
    }

    @Override
    public synchronized CommitOutcome commit(CommitPlan plan) {
        return unknownTable(plan)
                .or(() -> wrongRequest(plan))
                .or(() -> stale(plan))
                .orElseGet(() -> write(plan));
    }

    @Override
    public synchronized Position of(Lane lane) {
        return positions.getOrDefault(lane, Position.start(lane));
    }

    @Override
    public synchronized List<Position> all() {
        return positions.values().stream()
                .sorted(Comparator.comparing(position -> position.lane().id()))
                .toList();
    }

    public synchronized Optional<Item> row(RowKey key) {
        return tables.row(key);
    }

    public synchronized List<Item> rows(TableName table) {
        return tables.rows(table);
    }

    private Optional<CommitOutcome> unknownTable(CommitPlan plan) {
        return plan.writes().stream()
                .map(write -> write.row().table())
                .filter(table -> !tables.names().contains(table))
                .findFirst()
                .map(table -> new CommitOutcome.Unable("there is no table " + table));
    }

    private static Optional<CommitOutcome> wrongRequest(CommitPlan plan) {
        Set<RowKey> touched = new HashSet<>();
        if (!plan.writes().stream().map(Write::row).allMatch(touched::add)) {
            return refused("two actions on one item");
        }
        if (plan.writes().size() + 1 > ACTIONS) {
            return refused("more than " + ACTIONS + " actions");
        }
        long bytes = plan.writes().stream().mapToLong(Write::size).sum();
        return bytes > BYTES ? refused("more than " + BYTES + " bytes") : Optional.empty();
    }

    private Optional<CommitOutcome> stale(CommitPlan plan) {
        return of(plan.from().lane()).revision() == plan.from().revision()
                ? Optional.empty()
                : Optional.of(new CommitOutcome.Stale());
    }

    private CommitOutcome write(CommitPlan plan) {
        List<Write> undo = new ArrayList<>();
        List<CommitOutcome.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < plan.writes().size(); i++) {
            Write write = plan.writes().get(i);
            try {
                Write inverse = inverse(write.row());
                tables.apply(write);
                undo.add(inverse);
            } catch (IllegalArgumentException refused) {
                refusals.add(new CommitOutcome.Refusal(OptionalInt.of(i), String.valueOf(refused.getMessage())));
            }
        }
        if (!refusals.isEmpty()) {
            tables.apply(undo);
            return new CommitOutcome.Rejected("refused: " + refusals, refusals);
        }
        positions.put(plan.to().lane(), plan.to());
        return new CommitOutcome.Applied(2.0 * (plan.writes().size() + 1));
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
