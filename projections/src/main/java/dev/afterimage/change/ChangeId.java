package dev.afterimage.change;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;

/** Names one change for ever: the item that changed, and the change's place in the item's order. */
public record ChangeId(TableName table, ItemKey key, SequenceNumber sequence) {
    /** The item, for people: {@code lists/id=L1}. */
    public String item() {
        return table + "/" + key;
    }

    @Override
    public String toString() {
        return item() + "@" + sequence;
    }
}
