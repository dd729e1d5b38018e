package dev.afterimage.dynamo;

import dev.afterimage.commit.Expected;
import dev.afterimage.commit.Guard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must be stored, as a condition expression, with names and values that no update expression uses. */
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

    static Condition of(Expected expected) {
        List<String> terms = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<AttributeValue>> attribute :
                expected.attributes().entrySet()) {
            String name = "#r" + names.size();
            String value = ":r" + names.size();
            names.put(name, attribute.getKey());
            attribute.getValue().ifPresent(read -> values.put(value, read));
            terms.add(attribute.getValue().isPresent() ? name + " = " + value : "attribute_not_exists(" + name + ")");
        }
        return new Condition(String.join(" AND ", terms), names, values);
    }
}
