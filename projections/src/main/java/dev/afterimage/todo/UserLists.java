package dev.afterimage.todo;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The lists of each user, own and shared, in one query: a row for each user, role and list, with {@code list_id},
 * {@code role} and, of a guest whose invitation lapses, {@code expires_at}.
 *
 * <p>The role is part of the key, so one item alone brings about each row: a list its owner's, a guest its own. A list
 * that is under deletion or has no owner has no owner's row; one that changes hands moves it. A guest's row lives as
 * long as the guest does, which may be longer than the list.
 */
final class UserLists implements Projection {
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
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return change.table().equals(Sources.LISTS)
                ? OwnRow.moved(ownersRow(change.before()), ownersRow(change.after()))
                : OwnRow.moved(guestsRow(change.before()), guestsRow(change.after()));
    }

    private static Optional<Write.Put> ownersRow(Optional<Item> image) {
        return Sources.list(image).flatMap(list -> row(list, Sources.id(list, "id"), OWNER, Optional.empty()));
    }

    private static Optional<Write.Put> guestsRow(Optional<Item> image) {
        return image.flatMap(guest -> row(
                guest, Sources.id(guest, LIST_ID), GUEST, guest.get(EXPIRES_AT).filter(value -> value.n() != null)));
    }

    private static Optional<Write.Put> row(
            Item image, Optional<AttributeValue> listId, AttributeValue role, Optional<AttributeValue> expiresAt) {
        return Sources.id(image, USER_ID)
                .flatMap(user -> listId.map(list -> {
                    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
                    attributes.put(LIST_ID, list);
                    attributes.put(ROLE, role);
                    expiresAt.ifPresent(value -> attributes.put(EXPIRES_AT, value));
                    return Write.put(TABLE.row(user, AttributeValue.fromS(role.s() + "#" + list.s())), attributes);
                }));
    }
}
