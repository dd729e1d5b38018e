package dev.afterimage.history;

import dev.afterimage.item.Item;
import java.util.Optional;

/** What an item was at a point in its history, as far as the log tells. */
public sealed interface AsOf {
    /** The item; empty where it did not exist, and where nobody knows. */
    Optional<Item> image();

    /** The first change after that point; empty where the log has none. */
    Optional<Stamp> until();

    /** It was so since a change. */
    record Since(Optional<Item> image, Stamp since, Optional<Stamp> until) implements AsOf {}

    /** The log begins later; its first change found the item so. Since when, and what it was before, nobody knows. */
    record BeforeFirst(Optional<Item> image, Stamp first) implements AsOf {
        @Override
        public Optional<Stamp> until() {
            return Optional.of(first);
        }
    }

    /** The log does not tell: it has no entry of that time, or the first one is the item's baseline. */
    record Unknown(Optional<Stamp> until) implements AsOf {
        @Override
        public Optional<Item> image() {
            return Optional.empty();
        }
    }
}
