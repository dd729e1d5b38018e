package dev.afterimage.testing;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
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

/** Tables and positions in memory; refuses what DynamoDB refuses. Thread-safe. */
public final class InMemoryCommitter implements Committer, Positions {
    private static final int ACTIONS = 100;
    private static final long BYTES = 4L * 1024 * 1024;

    private final Set<TableName> tables;
    private final Map<RowKey, Item> rows = new HashMap<>();
    private final Map<Lane, Position> positions = new HashMap<>();

    public InMemoryCommitter(Collection<TableName> tables) {
        this.tables = Set.copyOf(tables);
    }

    @Override
    public synchronized CommitOutcome commit(CommitPlan plan) {
        Optional<CommitOutcome> problem =
                unknownTable(plan).or(() -> wrongRequest(plan)).or(() -> stale(plan));
        return problem.orElseGet(() -> write(plan));
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
        return Optional.ofNullable(rows.get(key));
    }

    /** Every row of a table, by its key. */
    public synchronized Map<RowKey, Item> rows(TableName table) {
        Map<RowKey, Item> found = new HashMap<>(rows);
        found.keySet().removeIf(row -> !row.table().equals(table));
        return found;
    }

    private Optional<CommitOutcome> unknownTable(CommitPlan plan) {
        return plan.writes().stream()
                .map(write -> write.row().table())
                .filter(table -> !tables.contains(table))
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
        Map<RowKey, Optional<Item>> after = new HashMap<>();
        List<CommitOutcome.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < plan.writes().size(); i++) {
            try {
                after.put(plan.writes().get(i).row(), written(plan.writes().get(i)));
            } catch (IllegalArgumentException refused) {
                refusals.add(new CommitOutcome.Refusal(OptionalInt.of(i), String.valueOf(refused.getMessage())));
            }
        }
        if (!refusals.isEmpty()) {
            return new CommitOutcome.Rejected("refused: " + refusals, refusals);
        }
        after.forEach((row, item) -> item.ifPresentOrElse(value -> rows.put(row, value), () -> rows.remove(row)));
        positions.put(plan.to().lane(), plan.to());
        return new CommitOutcome.Applied(2.0 * (plan.writes().size() + 1));
    }

    private Optional<Item> written(Write write) {
        Optional<Item> item = Writes.apply(write, row(write.row()));
        if (item.isPresent() && ItemSize.of(item.get()) > ItemSize.LIMIT) {
            throw new IllegalArgumentException("the item is too large: " + write.row());
        }
        return item;
    }

    private static Optional<CommitOutcome> refused(String reason) {
        List<CommitOutcome.Refusal> refusals = List.of(new CommitOutcome.Refusal(OptionalInt.empty(), reason));
        return Optional.of(new CommitOutcome.Rejected(reason, refusals));
    }
}
