package dev.afterimage.backfill;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads source tables, a page at a time. Thread-safe. */
public interface TablePages {
    /**
     * The next page of a segment.
     *
     * @param from the item up to which it was read
     * @param limit how many items at most
     */
    Page read(Part part, Optional<ItemKey> from, int limit);

    /** How many items a table holds, roughly: DynamoDB counts every six hours. */
    long roughCount(TableName table);

    /** One of the parts of a table. */
    record Part(TableName table, int segment, int segments, boolean consistent) {}

    /**
     * An item as it was when it was read.
     *
     * @param image empty where there was none any more
     */
    record Found(ItemKey key, Optional<Item> image) {
        /** An item that was there. */
        public Found(ItemKey key, Item image) {
            this(key, Optional.of(image));
        }

        /** Says it as a change, which nobody is shown. */
        Change as(ChangeId id, Instant at) {
            return image.<Change>map(there -> new Change.Loaded(id, at, there))
                    .orElseGet(() -> new Change.Removed(id, at, Item.of(key.attributes())));
        }
    }

    /**
     * What was read.
     *
     * @param last up to which item; empty at the end of the segment
     * @param units how many read units it has used
     */
    record Page(List<Found> items, Optional<ItemKey> last, double units) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
