package dev.afterimage.todo;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.ReadingProjection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The lists of each user, own and shared, in one query: a row for each user, role and list, with {@code list_id},
 * {@code role}, the list's {@code title} and, of a guest whose invitation lapses, {@code expires_at}.
 *
 * <p>The role is part of the key, so one item alone brings about each row: a list its owner's, a guest its own. A list
 * that is under deletion or has no owner has no owner's row; one that changes hands moves it. A guest's row lives as
 * long as the guest does, which may be longer than the list, and longer than its title.
 *
 * <p>The title of a guest's row is the list's, which comes in changes of its own, before or after the guest. So a guest's
 * row is written with the title that is known by then, and a list's change writes the rows of the guests that are there.
 */
final class UserLists implements ReadingProjection {
    private static final String USER_ID = "user_id";
    private static final String LIST_ID = "list_id";
    private static final String ROLE = "role";
    private static final String EXPIRES_AT = "expires_at";
    private static final AttributeValue OWNER = AttributeValue.fromS("owner");
    private static final AttributeValue GUEST = AttributeValue.fromS("guest");

    private static final Set<TableName> SOURCES = Set.of(Sources.LISTS, Sources.GUESTS);
    private static final ProjectionName NAME = new ProjectionName("user_lists");
    private static final DerivedTable TABLE =
            DerivedTable.of(TableFile.afterimage().derived("user_lists"));

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
        return List.of(TABLE, ListMembers.TABLE);
    }

    /** A list may have more guests than rows go into one transaction; those that show its title already are passed. */
    @Override
    public boolean divisible() {
        return true;
    }

    @Override
    public List<Read> reads(Change change) {
        return isOfList(change)
                ? retitled(change)
                        .map(ListMembers::guests)
                        .<List<Read>>map(List::of)
                        .orElse(List.of())
                : change.after()
                        .flatMap(UserLists::listOf)
                        .map(ListMembers::title)
                        .<List<Read>>map(List::of)
                        .orElse(List.of());
    }

    @Override
    public List<Write> project(Change change, Rows rows) {
        return isOfList(change) ? ofList(change, rows) : ofGuest(change, rows);
    }

    private static boolean isOfList(Change change) {
        return change.table().equals(Sources.LISTS);
    }

    private static List<Write> ofList(Change change, Rows rows) {
        List<Write> writes = new ArrayList<>(OwnRow.moved(ownersRow(change.before()), ownersRow(change.after())));
        writes.addAll(OwnRow.moved(titleRow(change.before()), titleRow(change.after())));
        Optional<AttributeValue> title = title(change.after());
        retitled(change)
                .ifPresent(list -> rows.range(ListMembers.guests(list)).stream()
                        .filter(guest -> !guest.get(ListMembers.TITLE).equals(title))
                        .flatMap(guest -> retitled(list, ListMembers.userOf(guest), title))
                        .forEach(writes::add));
        return writes;
    }

    private static Stream<Write> retitled(AttributeValue list, AttributeValue user, Optional<AttributeValue> title) {
        Write.Update row = Write.update(rowOf(user, GUEST, list));
        return Stream.of(
                title.map(text -> row.set(ListMembers.TITLE, text)).orElseGet(() -> row.remove(ListMembers.TITLE)),
                ListMembers.guest(list, user, title));
    }

    private static List<Write> ofGuest(Change change, Rows rows) {
        Optional<AttributeValue> title = change.after()
                .flatMap(UserLists::listOf)
                .flatMap(list -> rows.row(ListMembers.title(list)))
                .flatMap(row -> row.get(ListMembers.TITLE));
        List<Write> writes =
                new ArrayList<>(OwnRow.moved(guestsRow(change.before(), title), guestsRow(change.after(), title)));
        writes.addAll(OwnRow.moved(memberRow(change.before(), title), memberRow(change.after(), title)));
        return writes;
    }

    /** The list of the change, if its title is another than before. */
    private static Optional<AttributeValue> retitled(Change change) {
        return Optional.of(change)
                .filter(list -> !title(list.before()).equals(title(list.after())))
                .flatMap(list -> Sources.id(Item.of(list.key().attributes()), "id"));
    }

    private static Optional<AttributeValue> title(Optional<Item> image) {
        return Sources.list(image).flatMap(Sources::title);
    }

    private static Optional<Write.Put> titleRow(Optional<Item> image) {
        return Sources.list(image)
                .flatMap(list -> Sources.id(list, "id")
                        .flatMap(id -> Sources.title(list).map(title -> ListMembers.titled(id, title))));
    }

    private static Optional<Write.Put> ownersRow(Optional<Item> image) {
        return Sources.list(image)
                .flatMap(list -> Sources.id(list, "id")
                        .flatMap(id -> Sources.id(list, USER_ID)
                                .map(user -> row(user, OWNER, id, Sources.title(list), Optional.empty()))));
    }

    private static Optional<Write.Put> guestsRow(Optional<Item> image, Optional<AttributeValue> title) {
        return image.flatMap(guest -> listOf(guest)
                .map(list -> row(
                        userOf(guest), GUEST, list, title, guest.get(EXPIRES_AT).filter(value -> value.n() != null))));
    }

    private static Optional<Write.Put> memberRow(Optional<Item> image, Optional<AttributeValue> title) {
        return image.flatMap(guest -> listOf(guest).map(list -> ListMembers.guest(list, userOf(guest), title)));
    }

    /** The list of a guest who can have a row. */
    private static Optional<AttributeValue> listOf(Item guest) {
        return Sources.id(guest, USER_ID).flatMap(_ -> Sources.id(guest, LIST_ID));
    }

    private static AttributeValue userOf(Item guest) {
        return Sources.id(guest, USER_ID).orElseThrow();
    }

    private static Write.Put row(
            AttributeValue user,
            AttributeValue role,
            AttributeValue list,
            Optional<AttributeValue> title,
            Optional<AttributeValue> expiresAt) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(LIST_ID, list);
        attributes.put(ROLE, role);
        title.ifPresent(value -> attributes.put(ListMembers.TITLE, value));
        expiresAt.ifPresent(value -> attributes.put(EXPIRES_AT, value));
        return Write.put(rowOf(user, role, list), attributes);
    }

    private static RowKey rowOf(AttributeValue user, AttributeValue role, AttributeValue list) {
        return TABLE.row(user, AttributeValue.fromS(role.s() + "#" + list.s()));
    }
}
