package dev.afterimage.todo;

import dev.afterimage.item.Item;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What {@link UserLists} must know of each list to show its title to guests: a row for the title, and one for each guest
 * with the title that the guest's row shows.
 */
final class ListMembers {
    static final DerivedTable TABLE =
            DerivedTable.of(TableFile.afterimage().derived("list_members")).readInRanges();
    static final String TITLE = "title";

    private static final String MEMBER = "member";
    private static final String GUEST = "guest#";
    private static final AttributeValue LIST = AttributeValue.fromS("list");

    private ListMembers() {}

    /** The row of a list's title. */
    static Write.Put titled(AttributeValue list, AttributeValue title) {
        return Write.put(TABLE.row(list, LIST), Map.of(TITLE, title));
    }

    /** Reads a list's title. */
    static Read.Row title(AttributeValue list) {
        return Read.row(TABLE.row(list, LIST), TITLE);
    }

    /** Reads a list's guests. */
    static Read.Range guests(AttributeValue list) {
        return TABLE.range(list).startingWith(GUEST);
    }

    /** The row of a guest. */
    static Write.Put guest(AttributeValue list, AttributeValue user, Optional<AttributeValue> title) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        title.ifPresent(value -> attributes.put(TITLE, value));
        return Write.put(row(list, user), attributes);
    }

    private static RowKey row(AttributeValue list, AttributeValue user) {
        return TABLE.row(list, AttributeValue.fromS(GUEST + user.s()));
    }

    /** Whose row it is. */
    static AttributeValue userOf(Item guest) {
        return AttributeValue.fromS(guest.string(MEMBER).orElseThrow().substring(GUEST.length()));
    }
}
