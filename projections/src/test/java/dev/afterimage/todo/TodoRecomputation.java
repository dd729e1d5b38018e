package dev.afterimage.todo;

import dev.afterimage.item.Item;
import dev.afterimage.testing.ChangeHistory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The views as they must be shown, computed from what the source tables hold now; shares nothing with the projections. */
@NullMarked
final class TodoRecomputation {
    static final BigInteger SOON = BigInteger.valueOf(10_000);

    private final ChangeHistory history;

    TodoRecomputation(ChangeHistory history) {
        this.history = history;
    }

    /** The rows of lists that are there, have an owner and are not under deletion; zero counts left out. */
    Set<Item> listSummary() {
        Set<Item> rows = new HashSet<>();
        for (Item list : shownLists()) {
            Map<String, AttributeValue> row = new LinkedHashMap<>();
            String id = list.string("id").orElseThrow();
            row.put("list_id", AttributeValue.fromS(id));
            row.put("owner", AttributeValue.fromS(list.string("user_id").orElseThrow()));
            list.string("title").ifPresent(title -> row.put("title", AttributeValue.fromS(title)));
            List<Item> items = of(id, "items");
            count("item_count", items.size(), row);
            count("done_count", items.stream().filter(TodoRecomputation::done).count(), row);
            count("guest_count", of(id, "guests").size(), row);
            rows.add(Item.of(row));
        }
        return rows;
    }

    Set<Item> userLists() {
        Set<Item> rows = new HashSet<>();
        Map<String, AttributeValue> titles = new HashMap<>();
        liveLists()
                .forEach(list -> list.get("title")
                        .filter(title -> title.s() != null)
                        .ifPresent(title -> titles.put(list.string("id").orElseThrow(), title)));
        for (Item list : shownLists()) {
            rows.add(userList(list, list.string("id").orElseThrow(), "owner", titles));
        }
        for (Item guest : history.items("guests")) {
            Item row = userList(guest, guest.string("list_id").orElseThrow(), "guest", titles);
            rows.add(
                    guest.number("expires_at").isPresent()
                            ? row.with("expires_at", guest.get("expires_at").orElseThrow())
                            : row);
        }
        return rows;
    }

    private static Item userList(Item source, String list, String role, Map<String, AttributeValue> titles) {
        String user = source.string("user_id").orElseThrow();
        Item row = TodoSources.image("user_id", user, "role_list", role + "#" + list, "list_id", list, "role", role);
        AttributeValue title = titles.get(list);
        return title == null ? row : row.with("title", title);
    }

    /** The items and guests that lapse before {@link #SOON}, as {@code source, second, list, datetime or user}. */
    Set<List<String>> dueItems() {
        Set<List<String>> due = new HashSet<>();
        for (String table : List.of("items", "guests")) {
            for (Item item : history.items(table)) {
                item.number("expires_at")
                        .map(BigDecimal::toBigInteger)
                        .filter(second -> second.signum() >= 0 && second.compareTo(SOON) < 0)
                        .ifPresent(second -> due.add(List.of(
                                table,
                                second.toString(),
                                item.string("list_id").orElseThrow(),
                                item.string(table.equals("items") ? "datetime" : "user_id")
                                        .orElseThrow())));
            }
        }
        return due;
    }

    private List<Item> shownLists() {
        return liveLists().stream()
                .filter(list -> !list.string("user_id").orElse("").isEmpty())
                .toList();
    }

    private List<Item> liveLists() {
        return history.items("lists").stream()
                .filter(list -> !list.bool("under_deletion").orElse(false))
                .toList();
    }

    private List<Item> of(String list, String table) {
        List<Item> items = new ArrayList<>(history.items(table));
        items.removeIf(item -> !item.string("list_id").orElseThrow().equals(list));
        return items;
    }

    private static boolean done(Item item) {
        return item.bool("done").orElse(false);
    }

    private static void count(String name, long count, Map<String, AttributeValue> row) {
        if (count != 0) {
            row.put(name, AttributeValue.fromN(Long.toString(count)));
        }
    }
}
