package dev.afterimage.undo;

import dev.afterimage.history.Fingerprint;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import java.util.Optional;
import java.util.Set;

/**
 * One write to a source table: an item becomes what it was, as long as it is still what somebody has seen.
 *
 * @param seen what it must be; empty for not there
 * @param wanted what it becomes; empty for not there
 */
public record PutBack(TableName table, ItemKey key, Optional<Item> seen, Optional<Item> wanted) {
    /** A condition may have 300 operators: an equals sign for each attribute, and an {@code AND} before all but one. */
    static final int MOST_ATTRIBUTES = 150;

    private static final int WRITE_UNIT = 1_024;

    public PutBack {
        if (seen.equals(wanted)) {
            throw new IllegalArgumentException("there is nothing to put back of " + table + "/" + key);
        }
    }

    /** The names of the attributes that become others. */
    public Set<String> changed() {
        return seen.orElse(Item.empty()).differences(wanted.orElse(Item.empty()));
    }

    /** How many write units the table pays for it, without its indexes; in a condition that fails as well. */
    public int writeUnits() {
        int larger = Math.max(size(seen), size(wanted));
        return Math.max(1, (larger + WRITE_UNIT - 1) / WRITE_UNIT);
    }

    private static int size(Optional<Item> image) {
        return image.map(ItemSize::of).orElse(0);
    }

    /** Why DynamoDB could not take it; empty where it can. */
    public Optional<String> obstacle() {
        int attributes = seen.map(image -> image.attributes().size()).orElse(0);
        return attributes <= MOST_ATTRIBUTES && changed().size() <= MOST_ATTRIBUTES
                ? Optional.empty()
                : Optional.of(
                        "it has " + attributes + " attributes and " + changed().size()
                                + " would change, but DynamoDB compares and sets at most " + MOST_ATTRIBUTES
                                + " in one write: put it back by hand");
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(seen);
    }
}
