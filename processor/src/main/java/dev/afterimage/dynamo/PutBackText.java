package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.undo.PutBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A {@link PutBack} as a request: every attribute that was seen is in the condition, and only others are written. */
final class PutBackText {
    private final PutBack putBack;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final String condition;

    private PutBackText(PutBack putBack) {
        this.putBack = putBack;
        this.condition = putBack.seen().map(this::same).orElseGet(this::absent);
    }

    static PutBackText of(PutBack putBack) {
        return new PutBackText(putBack);
    }

    private String same(Item seen) {
        List<String> terms = new ArrayList<>();
        seen.attributes().forEach((name, value) -> terms.add(name(name) + "=" + value(value)));
        return String.join(" AND ", terms);
    }

    private String absent() {
        String anyKey = putBack.key().attributes().keySet().iterator().next();
        return "attribute_not_exists(" + name(anyKey) + ")";
    }

    private String name(String attribute) {
        return placeholders.computeIfAbsent(attribute, unknown -> {
            String placeholder = "#" + Integer.toString(names.size(), Character.MAX_RADIX);
            names.put(placeholder, attribute);
            return placeholder;
        });
    }

    private String value(AttributeValue value) {
        String placeholder = ":" + Integer.toString(values.size(), Character.MAX_RADIX);
        values.put(placeholder, value);
        return placeholder;
    }

    /** Of an item that is not there. */
    PutItemRequest put() {
        return PutItemRequest.builder()
                .tableName(putBack.table().value())
                .item(putBack.wanted().orElseThrow().attributes())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .returnValues(ReturnValue.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    DeleteItemRequest delete() {
        return DeleteItemRequest.builder()
                .tableName(putBack.table().value())
                .key(putBack.key().attributes())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    /** Of the attributes that become others, and no more. */
    UpdateItemRequest update() {
        String update = changes();
        return UpdateItemRequest.builder()
                .tableName(putBack.table().value())
                .key(putBack.key().attributes())
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private String changes() {
        Item wanted = putBack.wanted().orElseThrow();
        List<String> sets = new ArrayList<>();
        List<String> removals = new ArrayList<>();
        for (String attribute : putBack.changed()) {
            Optional<AttributeValue> value = wanted.get(attribute);
            value.ifPresentOrElse(
                    becomes -> sets.add(name(attribute) + "=" + value(becomes)), () -> removals.add(name(attribute)));
        }
        return (sets.isEmpty() ? "" : "SET " + String.join(",", sets))
                + (removals.isEmpty() ? "" : " REMOVE " + String.join(",", removals));
    }
}
