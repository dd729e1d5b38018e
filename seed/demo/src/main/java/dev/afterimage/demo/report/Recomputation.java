package dev.afterimage.demo.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the sample views must hold, computed from whole source tables and nothing else: the slow, obvious way, which
 * shares no line with the projections.
 */
record Recomputation(List<Row> lists, List<Row> items, List<Row> guests) {
    static Recomputation of(Scans scans) {
        return new Recomputation(scans.of("lists"), scans.of("items"), scans.of("guests"));
    }

    /** The rows that the views must hold, by view, in the form that {@link #found} gives. */
    Map<String, Set<Row>> views() {
        return Map.of("list_summary", listSummary(), "user_lists", userLists(), "due_items", dueItems());
    }

    /**
     * The rows that the views hold. Of {@code list_summary} counts of 0 are left out, and rows with nothing left but
     * their key; of {@code due_items} the sort key, which says again what the attributes say.
     */
    static Map<String, Set<Row>> found(Scans scans, UnaryOperator<String> tableOfView) {
        return Map.of(
                "list_summary",
                rows(
                                scans.of(tableOfView.apply("list_summary")),
                                row -> row.values().removeIf("0"::equals))
                        .stream()
                        .filter(row -> row.attributes().size() > 1)
                        .collect(Collectors.toSet()),
                "user_lists",
                rows(scans.of(tableOfView.apply("user_lists")), row -> {}),
                "due_items",
                rows(scans.of(tableOfView.apply("due_items")), row -> row.remove("due")));
    }

    private static Set<Row> rows(List<Row> scanned, Consumer<SortedMap<String, String>> normalise) {
        scanned.forEach(row -> normalise.accept(row.attributes()));
        return Set.copyOf(scanned);
    }

    private Set<Row> listSummary() {
        Map<String, SortedMap<String, String>> rows = new TreeMap<>();
        for (Row list : shownLists()) {
            SortedMap<String, String> row = rows.computeIfAbsent(list.get("id"), Recomputation::summaryOf);
            row.put("title", list.get("title"));
            row.put("owner", list.get("user_id"));
        }
        for (Row item : items) {
            SortedMap<String, String> row = rows.computeIfAbsent(item.get("list_id"), Recomputation::summaryOf);
            count(row, "item_count");
            if (item.has("done") && item.get("done").equals("true")) {
                count(row, "done_count");
            }
        }
        for (Row guest : guests) {
            count(rows.computeIfAbsent(guest.get("list_id"), Recomputation::summaryOf), "guest_count");
        }
        return rows.values().stream().map(Row::new).collect(Collectors.toSet());
    }

    private static SortedMap<String, String> summaryOf(String list) {
        return new TreeMap<>(Map.of("list_id", list));
    }

    private static void count(SortedMap<String, String> row, String name) {
        row.merge(name, "1", (count, one) -> String.valueOf(Integer.parseInt(count) + 1));
    }

    private Set<Row> userLists() {
        Set<Row> rows = new HashSet<>();
        Map<String, String> titles = new HashMap<>();
        for (Row list : shownLists()) {
            titles.put(list.get("id"), list.get("title"));
            Row row = userList(list.get("user_id"), list.get("id"), "owner");
            row.attributes().put("title", list.get("title"));
            rows.add(row);
        }
        for (Row guest : guests) {
            Row row = userList(guest.get("user_id"), guest.get("list_id"), "guest");
            if (guest.has("expires_at")) {
                row.attributes().put("expires_at", guest.get("expires_at"));
            }
            Optional.ofNullable(titles.get(guest.get("list_id")))
                    .ifPresent(title -> row.attributes().put("title", title));
            rows.add(row);
        }
        return rows;
    }

    private static Row userList(String user, String list, String role) {
        return new Row(
                new TreeMap<>(Map.of("user_id", user, "role_list", role + "#" + list, "list_id", list, "role", role)));
    }

    private List<Row> shownLists() {
        return lists.stream()
                .filter(list -> !list.has("under_deletion")
                        || !list.get("under_deletion").equals("true"))
                .toList();
    }

    private Set<Row> dueItems() {
        Set<Row> rows = new HashSet<>();
        items.forEach(item -> addDue("items", item, List.of("list_id", "datetime", "description"), rows));
        guests.forEach(guest -> addDue("guests", guest, List.of("list_id", "user_id"), rows));
        return rows;
    }

    private static void addDue(String table, Row item, List<String> shown, Set<Row> rows) {
        if (!item.has("expires_at")) {
            return;
        }
        long due = Long.parseLong(item.get("expires_at"));
        SortedMap<String, String> row = new TreeMap<>();
        row.put(
                "hour",
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH'Z'")
                        .format(Instant.ofEpochSecond(due).atOffset(ZoneOffset.UTC)));
        row.put("source", table);
        row.put("expires_at", item.get("expires_at"));
        shown.forEach(name -> row.put(name, item.get(name)));
        rows.add(new Row(row));
    }
}
