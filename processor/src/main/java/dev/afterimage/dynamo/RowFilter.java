package dev.afterimage.dynamo;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which of the rows that a query looks at are wanted, as a filter expression. */
record RowFilter(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    static final RowFilter ANY = new RowFilter("", Map.of(), Map.of());

    /**
     * The rows that have not lapsed but that DynamoDB has not deleted yet.
     *
     * @param expiresAt the attribute that says when a row lapses
     */
    static RowFilter living(String expiresAt, Instant now) {
        return new RowFilter(
                "(attribute_not_exists(#expires_at) OR #expires_at > :now)",
                Map.of("#expires_at", expiresAt),
                Map.of(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond()))));
    }

    RowFilter and(RowFilter other) {
        Map<String, String> allNames = new HashMap<>(names);
        allNames.putAll(other.names);
        Map<String, AttributeValue> allValues = new HashMap<>(values);
        allValues.putAll(other.values);
        return new RowFilter(expression + " AND " + other.expression, allNames, allValues);
    }
}
