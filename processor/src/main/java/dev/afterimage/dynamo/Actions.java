package dev.afterimage.dynamo;

import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Transaction;
import dev.afterimage.item.ItemSize;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The actions of a transaction: first its guarded writes, then the others, in their order.
 *
 * @param writes for each action after the guarded ones, which of the transaction's writes it is, counted from 0; an
 *     update that changes nothing has no action, since DynamoDB would create its row
 */
record Actions(Transaction plan, TableNaming naming, List<TransactWriteItem> items, List<Integer> writes) {
    static Actions of(Transaction plan, TableNaming naming) {
        List<TransactWriteItem> items =
                new ArrayList<>(plan.writes().size() + plan.guarded().size());
        List<Integer> writes = new ArrayList<>(plan.writes().size());
        plan.guarded().forEach(guarded -> items.add(GuardedAction.of(guarded, naming)));
        for (int i = 0; i < plan.writes().size(); i++) {
            Write write = plan.writes().get(i);
            if (!(write instanceof Write.Update update && update.changes().isEmpty())) {
                items.add(action(write, naming));
                writes.add(i);
            }
        }
        return new Actions(plan, naming, items, writes);
    }

    /** How many of the actions are guarded; they come first. */
    int guarded() {
        return items.size() - writes.size();
    }

    /** Which of the transaction's writes an action is; empty for a guarded one. */
    OptionalInt write(int action) {
        return action < guarded() ? OptionalInt.empty() : OptionalInt.of(writes.get(action - guarded()));
    }

    /** The plan's writes that put a row larger than DynamoDB holds. */
    IntStream oversized() {
        return IntStream.range(0, plan.writes().size())
                .filter(write -> plan.writes().get(write) instanceof Write.Put put && put.size() > ItemSize.LIMIT);
    }

    /** An action's row, for people, with the table's physical name. */
    String row(int action) {
        OptionalInt write = write(action);
        RowKey row = write.isPresent()
                ? plan.writes().get(write.getAsInt()).row()
                : plan.guarded().get(action).write().row();
        return row.table().equals(PositionRows.TABLE.name())
                ? "the position of lane " + PositionRows.laneOf(row)
                : naming.of(row.table()) + "/" + row.key();
    }

    /** The physical names of the tables that the transaction writes to. */
    SortedSet<String> tables() {
        return Stream.concat(plan.guarded().stream().map(GuardedWrite::write), plan.writes().stream())
                .map(write -> naming.of(write.row().table()).value())
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
