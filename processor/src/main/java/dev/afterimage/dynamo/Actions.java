package dev.afterimage.dynamo;

import dev.afterimage.commit.Expected;
import dev.afterimage.commit.Transaction;
import dev.afterimage.item.ItemSize;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The actions of a transaction: first its guarded writes, then the others, in their order, then the conditions on rows that
 * were read and are not written.
 *
 * @param checks the rows of these conditions
 * @param writes for each action between the guarded ones and the checks, which of the transaction's writes it is, counted from 0; an
 *     update that changes nothing has no action, since DynamoDB would create its row
 */
record Actions(
        Transaction plan,
        TableNaming naming,
        List<TransactWriteItem> items,
        List<Integer> writes,
        List<RowKey> checks) {
    static Actions of(Transaction plan, TableNaming naming) {
        List<TransactWriteItem> items =
                new ArrayList<>(plan.writes().size() + plan.guarded().size());
        List<Integer> writes = new ArrayList<>(plan.writes().size());
        Map<RowKey, Condition> read = new LinkedHashMap<>();
        plan.expected().forEach(expected -> read.put(expected.row(), Condition.of(expected)));
        plan.guarded()
                .forEach(
                        guarded -> items.add(GuardedAction.of(guarded.write(), Condition.of(guarded.guard()), naming)));
        for (int i = 0; i < plan.writes().size(); i++) {
            Write write = plan.writes().get(i);
            if (!(write instanceof Write.Update update && update.changes().isEmpty())) {
                Optional<Condition> condition = Optional.ofNullable(read.remove(write.row()));
                items.add(condition
                        .map(stands -> GuardedAction.of(write, stands, naming))
                        .orElseGet(() -> action(write, naming)));
                writes.add(i);
            }
        }
        read.forEach((row, condition) -> items.add(GuardedAction.check(row, condition, naming)));
        return new Actions(plan, naming, items, writes, List.copyOf(read.keySet()));
    }

    /** How many of the actions are guarded; they come first. */
    int guarded() {
        return items.size() - writes.size() - checks.size();
    }

    /** Which of the transaction's writes an action is; empty for a guarded one, and for a check. */
    OptionalInt write(int action) {
        int number = action - guarded();
        return number < 0 || number >= writes.size() ? OptionalInt.empty() : OptionalInt.of(writes.get(number));
    }

    /** Whether something must be stored for an action to hold. */
    boolean hasCondition(int action) {
        return write(action).isEmpty()
                || plan.expected().stream().map(Expected::row).anyMatch(rowOf(action)::equals);
    }

    /** The plan's writes that put a row larger than DynamoDB holds. */
    IntStream oversized() {
        return IntStream.range(0, plan.writes().size())
                .filter(write -> plan.writes().get(write) instanceof Write.Put put && put.size() > ItemSize.LIMIT);
    }

    /** An action's row, for people, with the table's physical name. */
    String row(int action) {
        RowKey row = rowOf(action);
        return row.table().equals(PositionRows.TABLE.name())
                ? "the position of lane " + PositionRows.laneOf(row)
                : naming.of(row.table()) + "/" + row.key();
    }

    private RowKey rowOf(int action) {
        int number = action - guarded();
        if (number < 0) {
            return plan.guarded().get(action).write().row();
        }
        return number < writes.size()
                ? plan.writes().get(writes.get(number)).row()
                : checks.get(number - writes.size());
    }

    /** The physical names of the tables that the transaction touches. */
    SortedSet<String> tables() {
        return IntStream.range(0, items.size())
                .mapToObj(action -> naming.of(rowOf(action).table()).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TransactWriteItem action(Write write, TableNaming naming) {
        String table = naming.of(write.row().table()).value();
        return switch (write) {
            case Write.Put put ->
                TransactWriteItem.builder()
                        .put(action -> action.tableName(table).item(put.item().attributes()))
                        .build();
            case Write.Delete delete ->
                TransactWriteItem.builder()
                        .delete(action ->
                                action.tableName(table).key(delete.row().key().attributes()))
                        .build();
            case Write.Update update ->
                TransactWriteItem.builder()
                        .update(UpdateText.of(update).action(table, update))
                        .build();
        };
    }
}
