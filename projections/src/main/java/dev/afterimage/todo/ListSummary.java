package dev.afterimage.todo;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One row for each list: {@code title}, {@code owner}, {@code item_count}, {@code done_count}, {@code guest_count}; an
 * absent count is 0.
 *
 * <p>Three tables feed a row, each with its own attributes, so their changes may come in any order: {@code lists} sets
 * and removes title and owner; {@code items} and {@code guests} add the difference between what an item counts after
 * the change and what it counted before.
 *
 * <p>A row without {@code owner} is not part of the view and in no index: its list is gone, still to come, under
 * deletion, or nobody's. It stays for its counts: items may outlive their list or come before it, and a list that is
 * created again under its old id finds them counted.
 */
final class ListSummary implements Projection {
    static final String OWNER = "owner";
    static final String ITEM_COUNT = "item_count";
    static final String DONE_COUNT = "done_count";
    private static final String TITLE = "title";
    private static final String LIST_ID = "list_id";
    private static final String USER_ID = "user_id";

    static final Set<TableName> SOURCES = Set.of(Sources.LISTS, Sources.ITEMS, Sources.GUESTS);
    static final ProjectionName NAME = new ProjectionName("list_summary");
    private static final DerivedTable TABLE =
            DerivedTable.of(TableFile.afterimage().derived("list_summary")).shownBy(OWNER);

    @Override
    public ProjectionName name() {
        return NAME;
    }

    @Override
    public Set<TableName> sources() {
        return SOURCES;
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return update(change).<List<Write>>map(List::of).orElse(List.of());
    }

    /** What the change does to its list's row, if anything. */
    Optional<Write.Update> update(Change change) {
        boolean ofList = change.table().equals(Sources.LISTS);
        Map<String, AttributeChange> changes = ofList ? heading(change) : counting(change);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Item image = change.after().or(change::before).orElse(Item.empty());
        return Sources.id(image, ofList ? "id" : LIST_ID).map(id -> new Write.Update(TABLE.row(id), changes));
    }

    private static Map<String, AttributeChange> heading(Change change) {
        Head before = Head.of(change.before());
        Head after = Head.of(change.after());
        Map<String, AttributeChange> changes = new LinkedHashMap<>();
        replace(TITLE, before.title(), after.title(), changes);
        replace(OWNER, before.owner(), after.owner(), changes);
        return changes;
    }

    private static void replace(
            String name,
            Optional<AttributeValue> before,
            Optional<AttributeValue> after,
            Map<String, AttributeChange> changes) {
        if (!after.equals(before)) {
            changes.put(
                    name, after.<AttributeChange>map(AttributeChange.Set::new).orElse(AttributeChange.Remove.REMOVE));
        }
    }

    private static Map<String, AttributeChange> counting(Change change) {
        Counts before = Counts.of(change.table(), change.before());
        Counts after = Counts.of(change.table(), change.after());
        Map<String, AttributeChange> changes = new LinkedHashMap<>();
        add(ITEM_COUNT, after.items() - before.items(), changes);
        add(DONE_COUNT, after.done() - before.done(), changes);
        add("guest_count", after.guests() - before.guests(), changes);
        return changes;
    }

    private static void add(String name, int difference, Map<String, AttributeChange> changes) {
        if (difference != 0) {
            changes.put(name, new AttributeChange.Add(BigDecimal.valueOf(difference)));
        }
    }

    /** What a list's own item brings to its row. */
    private record Head(Optional<AttributeValue> owner, Optional<AttributeValue> title) {
        private static final Head NONE = new Head(Optional.empty(), Optional.empty());

        static Head of(Optional<Item> image) {
            return Sources.list(image)
                    .flatMap(list -> Sources.id(list, USER_ID)
                            .map(owner -> new Head(Optional.of(owner), Sources.text(list, TITLE))))
                    .orElse(NONE);
        }
    }

    /** What an item or guest counts in its list's row. */
    private record Counts(int items, int done, int guests) {
        private static final Counts NOTHING = new Counts(0, 0, 0);
        private static final Counts GUEST = new Counts(0, 0, 1);
        private static final Counts OPEN_ITEM = new Counts(1, 0, 0);
        private static final Counts DONE_ITEM = new Counts(1, 1, 0);

        static Counts of(TableName table, Optional<Item> image) {
            if (image.isEmpty()) {
                return NOTHING;
            }
            if (table.equals(Sources.GUESTS)) {
                return GUEST;
            }
            return image.get().bool("done").orElse(false) ? DONE_ITEM : OPEN_ITEM;
        }
    }
}
