package dev.afterimage.dynamo;

import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** An update expression; every name and value stands for itself, since names may be reserved words or hold dots. */
final class UpdateText {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> additions = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();

    static UpdateText of(Write.Update update) {
        UpdateText text = new UpdateText();
        update.changes().forEach(text::add);
        return text;
    }

    private void add(String attribute, AttributeChange change) {
        String name = "#n" + names.size();
        String value = ":v" + names.size();
        names.put(name, attribute);
        switch (change) {
            case AttributeChange.Set set -> {
                values.put(value, set.value());
                sets.add(name + " = " + value);
            }
            case AttributeChange.Add add -> {
                values.put(value, AttributeValue.fromN(add.difference().toString()));
                additions.add(name + " " + value);
            }
            case AttributeChange.Remove remove -> removals.add(name);
        }
    }

    Update action(String table, Write.Update update) {
        Update.Builder action = Update.builder()
                .tableName(table)
                .key(update.row().key().attributes())
                .updateExpression(expression())
                .expressionAttributeNames(names);
        return (values.isEmpty() ? action : action.expressionAttributeValues(values)).build();
    }

    /** The same action, with a condition beside. */
    Update action(String table, Write.Update update, Condition condition) {
        Map<String, String> allNames = new LinkedHashMap<>(names);
        allNames.putAll(condition.names());
        Map<String, AttributeValue> allValues = new LinkedHashMap<>(values);
        allValues.putAll(condition.values());
        Update.Builder action = action(table, update).toBuilder()
                .conditionExpression(condition.expression())
                .expressionAttributeNames(allNames);
        return (allValues.isEmpty() ? action : action.expressionAttributeValues(allValues)).build();
    }

    private String expression() {
        List<String> clauses = new ArrayList<>(3);
        clause("SET ", sets, clauses);
        clause("ADD ", additions, clauses);
        clause("REMOVE ", removals, clauses);
        return String.join(" ", clauses);
    }

    private static void clause(String keyword, List<String> terms, List<String> into) {
        if (!terms.isEmpty()) {
            into.add(keyword + String.join(", ", terms));
        }
    }
}
