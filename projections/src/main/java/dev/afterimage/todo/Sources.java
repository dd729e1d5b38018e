package dev.afterimage.todo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The source tables, and how their items are read. */
final class Sources {
    static final TableName LISTS = new TableName("lists");
    static final TableName GUESTS = new TableName("guests");
    static final TableName ITEMS = new TableName("items");

    /** What any key takes; a view may put a few bytes of its own before an id. */
    private static final int LARGEST_KEY = 1024;

    private static final int LARGEST_ID = 1000;

    private static final int LARGEST_TITLE = 4096;

    private Sources() {}

    /** The attribute, if it is a text that can be the id in a key. */
    static Optional<AttributeValue> id(Item image, String name) {
        return text(image, name).filter(value -> fits(value, LARGEST_ID));
    }

    /** The attribute, if it is a text. */
    static Optional<AttributeValue> text(Item image, String name) {
        return image.get(name).filter(value -> value.s() != null);
    }

    /** The title of a list, if it has one that can be shown beside others: a longer one is no title. */
    static Optional<AttributeValue> title(Item list) {
        return text(list, "title").filter(value -> ItemSize.of(value) <= LARGEST_TITLE);
    }

    /** Whether DynamoDB takes this text as a partition or sort key. */
    static boolean canBeKey(AttributeValue text) {
        return fits(text, LARGEST_KEY);
    }

    private static boolean fits(AttributeValue text, int largest) {
        int size = ItemSize.of(text);
        return size > 0 && size <= largest;
    }

    /** The list, unless somebody has begun to delete it: from then on it is gone for every view. */
    static Optional<Item> list(Optional<Item> image) {
        return image.filter(list -> !list.bool("under_deletion").orElse(false));
    }
}
