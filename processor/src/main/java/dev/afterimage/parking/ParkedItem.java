package dev.afterimage.parking;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;

/** An item whose changes wait to be applied for one projection. */
public record ParkedItem(ProjectionName projection, TableName table, ItemKey key) {
    /** For people: {@code list_summary of lists/id=L1}. */
    @Override
    public String toString() {
        return projection + " of " + table + "/" + key;
    }
}
