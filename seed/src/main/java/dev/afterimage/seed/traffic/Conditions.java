package dev.afterimage.seed.traffic;

import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What must hold elsewhere, for a write to make sense. */
final class Conditions {
    static final String UNDER_DELETION = "under_deletion";

    /** The list is there and nobody deletes it. */
    static final String OPEN = "attribute_exists(id) AND attribute_not_exists(" + UNDER_DELETION + ")";

    private Conditions() {}

    static TransactWriteItem listOpen(String listId) {
        return check(SampleTables.LISTS.name().value(), listId, OPEN);
    }

    static TransactWriteItem userExists(String userId) {
        return check(SampleTables.USERS.name().value(), userId, "attribute_exists(id)");
    }

    private static TransactWriteItem check(String table, String id, String condition) {
        return TransactWriteItem.builder()
                .conditionCheck(ConditionCheck.builder()
                        .tableName(table)
                        .key(SampleItems.key(id))
                        .conditionExpression(condition)
                        .build())
                .build();
    }
}
