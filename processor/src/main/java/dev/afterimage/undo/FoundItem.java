package dev.afterimage.undo;

import dev.afterimage.history.Fingerprint;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;

/**
 * An item that can be put back.
 *
 * @param seen what it was when it was looked at
 * @param writeUnits what its table would pay, without its indexes
 */
public record FoundItem(TableName table, ItemKey key, Fingerprint seen, int writeUnits) {
    @Override
    public String toString() {
        return table + "/" + key;
    }
}
