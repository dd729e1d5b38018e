package dev.afterimage.todo;

import static dev.afterimage.todo.TodoSources.image;

import dev.afterimage.item.Item;
import dev.afterimage.testing.Arbitrary;
import dev.afterimage.testing.ChangeHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Arbitrary life in the sample domain: few lists and users, so that they meet often, and odd attributes now and then. */
@NullMarked
final class TodoWorld {
    private static final List<String> LISTS = List.of("L1", "L2", "L 3&=#");
    private static final List<String> USERS = List.of("U1", "U2", "U3");
    private static final List<String> TIMES = List.of("t1", "t2", "t3", "t4");

    private final ChangeHistory history = new ChangeHistory(TodoSources.all());
    private final Arbitrary arbitrary;

    private TodoWorld(long seed) {
        this.arbitrary = new Arbitrary(seed);
    }

    static ChangeHistory of(long seed, int steps) {
        TodoWorld world = new TodoWorld(seed);
        for (int i = 0; i < steps; i++) {
            world.step();
        }
        return world.history;
    }

    private void step() {
        switch (arbitrary.upTo(5)) {
            case 0, 1 -> change("lists", list());
            case 2 -> change("guests", lapsing(image("list_id", some(LISTS), "user_id", some(USERS))));
            default -> change("items", lapsing(item()));
        }
    }

    /** Inserts, changes, deletes or, where it can lapse, expires the item. */
    private void change(String table, Item image) {
        Optional<Item> present = history.items(table).stream()
                .filter(item -> key(table, item).equals(key(table, image)))
                .findFirst();
        if (present.isEmpty()) {
            history.insert(table, image);
        } else if (arbitrary.upTo(2) > 0) {
            history.modify(table, image);
        } else if (present.get().has("expires_at") && arbitrary.upTo(1) > 0) {
            history.expire(table, image);
        } else {
            history.remove(table, image);
        }
    }

    private static Map<String, AttributeValue> key(String table, Item item) {
        return TodoSources.all().stream()
                .filter(definition -> definition.name().value().equals(table))
                .map(definition -> definition.key().keyOf(item).attributes())
                .findFirst()
                .map(Map::copyOf)
                .orElseThrow();
    }

    private Item list() {
        Item list = image("id", some(LISTS), "user_id", some(USERS), "title", arbitrary.text());
        return switch (arbitrary.upTo(9)) {
            case 0 -> list.without("title");
            case 1 -> list.with("title", arbitrary.value());
            case 2 -> list.without("user_id");
            case 3 -> list.with("user_id", AttributeValue.fromS(""));
            case 4 -> list.with("under_deletion", AttributeValue.fromBool(true));
            case 5 -> list.with("under_deletion", AttributeValue.fromBool(false));
            default -> list;
        };
    }

    private Item item() {
        Item item = image("list_id", some(LISTS), "datetime", some(TIMES), "description", arbitrary.text());
        return switch (arbitrary.upTo(5)) {
            case 0 -> item;
            case 1 -> item.with("done", arbitrary.value());
            case 2 -> item.with("done", AttributeValue.fromBool(false));
            default -> item.with("done", AttributeValue.fromBool(true));
        };
    }

    private Item lapsing(Item item) {
        return switch (arbitrary.upTo(5)) {
            case 0 -> item.with("expires_at", arbitrary.value());
            case 1, 2 -> item.with("expires_at", AttributeValue.fromN(Integer.toString(3590 + arbitrary.upTo(20))));
            default -> item;
        };
    }

    private String some(List<String> choices) {
        return arbitrary.oneOf(choices);
    }
}
