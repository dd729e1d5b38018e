package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.util.Optional;
import java.util.Set;

/** Which items or changes a projection is made of. */
final class Filter {
    private Filter() {}

    /** Looks at what an item is, whatever has happened to it: what no longer passes leaves the view. */
    record OfItems(Optional<EventPattern> pattern) {
        boolean holds(ItemKey key, Item item) {
            return pattern.map(some -> some.matches(StreamEvent.ofItem(key, item, some.attributes())))
                    .orElse(true);
        }
    }

    /**
     * Looks at a change.
     *
     * @param changed one of these attributes must be another than before; empty for any
     */
    record OfChanges(Optional<EventPattern> pattern, Set<String> changed) {
        OfChanges {
            changed = Set.copyOf(changed);
        }

        boolean holds(Change change) {
            return hasChanged(change)
                    && pattern.map(some -> some.matches(StreamEvent.ofChange(change, some.attributes())))
                            .orElse(true);
        }

        private boolean hasChanged(Change change) {
            Item before = change.before().orElse(Item.empty());
            Item after = change.after().orElse(Item.empty());
            return changed.isEmpty() || before.differences(after).stream().anyMatch(changed::contains);
        }
    }
}
