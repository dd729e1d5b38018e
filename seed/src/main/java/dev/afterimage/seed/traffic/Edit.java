package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.SampleItems;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What changes in an item besides its version. */
sealed interface Edit {
    String attribute();

    /** The attribute gets a value. */
    record Set(String attribute, AttributeValue value) implements Edit {}

    /** The attribute goes. */
    record Remove(String attribute) implements Edit {}

    /** The update of an item with this key, on the condition that it still has the version it was read with. */
    default Update of(String table, Map<String, AttributeValue> key, Item read) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":one", SampleItems.number(1));
        values.put(":version", read.attributes().get("version"));
        String change = switch (this) {
            case Set set -> {
                values.put(":value", set.value());
                yield "SET #attribute = :value";
            }
            case Remove remove -> "REMOVE #attribute";
        };
        return Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(change + " ADD version :one")
                .conditionExpression("version = :version")
                .expressionAttributeNames(Map.of("#attribute", attribute()))
                .expressionAttributeValues(values)
                .build();
    }
}
