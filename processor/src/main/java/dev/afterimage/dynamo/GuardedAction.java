package dev.afterimage.dynamo;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A write as an action with a condition, or a condition alone. */
final class GuardedAction {
    private GuardedAction() {}

    static TransactWriteItem of(Write write, Condition condition, TableNaming naming) {
        String table = naming.of(write.row().table()).value();
        TransactWriteItem.Builder action = TransactWriteItem.builder();
        return switch (write) {
            case Write.Put put -> action.put(put(put, table, condition)).build();
            case Write.Delete delete ->
                action.delete(delete(delete, table, condition)).build();
            case Write.Update update ->
                action.update(UpdateText.of(update).action(table, update, condition))
                        .build();
        };
    }

    static TransactWriteItem check(RowKey row, Condition condition, TableNaming naming) {
        ConditionCheck.Builder check = ConditionCheck.builder()
                .tableName(naming.of(row.table()).value())
                .key(row.key().attributes())
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names());
        return TransactWriteItem.builder()
                .conditionCheck(
                        (condition.values().isEmpty() ? check : check.expressionAttributeValues(condition.values()))
                                .build())
                .build();
    }

    private static Put put(Write.Put put, String table, Condition condition) {
        Put.Builder action = Put.builder()
                .tableName(table)
                .item(put.item().attributes())
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names());
        return (condition.values().isEmpty() ? action : action.expressionAttributeValues(condition.values())).build();
    }

    private static Delete delete(Write.Delete delete, String table, Condition condition) {
        Delete.Builder action = Delete.builder()
                .tableName(table)
                .key(delete.row().key().attributes())
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names());
        return (condition.values().isEmpty() ? action : action.expressionAttributeValues(condition.values())).build();
    }
}
