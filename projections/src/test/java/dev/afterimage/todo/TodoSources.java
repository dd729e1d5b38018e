package dev.afterimage.todo;

import dev.afterimage.item.Item;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The source tables of the sample domain, and images of their items. */
@NullMarked
final class TodoSources {
    private TodoSources() {}

    static List<TableDefinition> all() {
        return Stream.of("lists", "guests", "items")
                .map(TableFile.afterimage()::source)
                .toList();
    }

    static Item list(String id, String owner, String title) {
        return image("id", id, "user_id", owner, "title", title);
    }

    static Item guest(String list, String user) {
        return image("list_id", list, "user_id", user);
    }

    static Item item(String list, String datetime, boolean done) {
        return image("list_id", list, "datetime", datetime, "description", "D " + datetime, "done", done);
    }

    /** An item of names and values by turns: texts, numbers, truths and attribute values. */
    static Item image(Object... namesAndValues) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return Item.of(attributes);
    }

    private static AttributeValue value(Object value) {
        return switch (value) {
            case String text -> AttributeValue.fromS(text);
            case Number number -> AttributeValue.fromN(number.toString());
            case Boolean truth -> AttributeValue.fromBool(truth);
            case AttributeValue given -> given;
            default -> throw new IllegalArgumentException("no attribute value: " + value);
        };
    }
}
