package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.ItemSize;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The actions of a plan's transaction: the first moves the position, the others are the plan's writes in their order.
 *
 * @param writes for each action after the first, which of the plan's writes it is, counted from 0; an update that
 *     changes nothing has no action, since DynamoDB would create its row
 */
record Actions(CommitPlan plan, TableNaming naming, List<TransactWriteItem> items, List<Integer> writes) {
    static Actions of(CommitPlan plan, TableNaming naming) {
        List<TransactWriteItem> items = new ArrayList<>(plan.writes().size() + 1);
        List<Integer> writes = new ArrayList<>(plan.writes().size());
        items.add(position(plan.from(), plan.to(), naming));
        for (int i = 0; i < plan.writes().size(); i++) {
            Write write = plan.writes().get(i);
            if (!(write instanceof Write.Update update && update.changes().isEmpty())) {
                items.add(action(write, naming));
                writes.add(i);
            }
        }
        return new Actions(plan, naming, items, writes);
    }

    /** Which of the plan's writes an action is; empty for the position. */
    OptionalInt write(int action) {
        return action == 0 ? OptionalInt.empty() : OptionalInt.of(writes.get(action - 1));
    }

    /** The plan's writes that put a row larger than DynamoDB holds. */
    IntStream oversized() {
        return IntStream.range(0, plan.writes().size())
                .filter(write -> plan.writes().get(write) instanceof Write.Put put && put.size() > ItemSize.LIMIT);
    }

    /** An action's row, for people, with the table's physical name. */
    String row(int action) {
        OptionalInt write = write(action);
        if (write.isEmpty()) {
            return "the position of lane " + plan.from().lane();
        }
        RowKey row = plan.writes().get(write.getAsInt()).row();
        return naming.of(row.table()) + "/" + row.key();
    }

    /** The physical names of the tables that the transaction writes to. */
    SortedSet<String> tables() {
        SortedSet<String> tables = new TreeSet<>();
        tables.add(naming.of(PositionRows.TABLE.name()).value());
        plan.writes().forEach(write -> tables.add(naming.of(write.row().table()).value()));
        return tables;
    }

    private static TransactWriteItem position(Position from, Position to, TableNaming naming) {
        Put.Builder put = Put.builder()
                .tableName(naming.of(PositionRows.TABLE.name()).value())
                .item(PositionRows.encode(to).attributes())
                .expressionAttributeNames(Map.of("#revision", PositionRows.REVISION));
        if (from.stored()) {
            put.conditionExpression("#revision = :from")
                    .expressionAttributeValues(Map.of(":from", AttributeValue.fromN(Long.toString(from.revision()))));
        } else {
            put.conditionExpression("attribute_not_exists(#revision)");
        }
        return TransactWriteItem.builder().put(put.build()).build();
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
