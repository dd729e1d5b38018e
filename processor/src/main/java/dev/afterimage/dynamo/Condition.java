package dev.afterimage.dynamo;

import dev.afterimage.commit.Guard;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A guard as a condition expression, with names and values that no update expression uses. */
record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    static Condition of(Guard guard) {
        Map<String, String> names = Map.of("#guard", guard.attribute());
        return switch (guard) {
            case Guard.Absent absent -> new Condition("attribute_not_exists(#guard)", names, Map.of());
            case Guard.AtLeast least ->
                new Condition(
                        "#guard >= :guard",
                        names,
                        Map.of(":guard", AttributeValue.fromN(Long.toString(least.least()))));
            case Guard.Equal equal -> new Condition("#guard = :guard", names, Map.of(":guard", equal.value()));
        };
    }
}
