package dev.afterimage.rebuild;

import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row that is not the same on both sides of a comparison.
 *
 * @param row as the first side has it, or would
 * @param one what the first side has; empty where it has no such row
 * @param other what the second side has
 */
public record Difference(RowKey row, Optional<Item> one, Optional<Item> other) {
    /** The attributes that are not the same, in the order of their names. */
    public Set<String> attributes() {
        return new TreeSet<>(one.orElse(Item.empty()).differences(other.orElse(Item.empty())));
    }
}
