package dev.afterimage.lambda;

import dev.afterimage.change.Change;
import dev.afterimage.item.Digest;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.nio.charset.StandardCharsets;

/**
 * The lane that an item is of its own: an event tells no shard, so each item has a position, and with it a fence against
 * what was applied already. No worker follows it or reports of it.
 */
record ItemLane(Lane lane) {
    /** A position's key takes 2,048 bytes, the table's name among them. */
    private static final int LONGEST = 1_500;

    private static final int DIGEST = 32;

    static ItemLane of(Change change) {
        return new ItemLane(new Lane(change.table(), new ShardId(Lane.INTERNAL + name(change.key()))));
    }

    /** The key as it is written elsewhere, where it is short and no name of a shard's part. */
    private static String name(ItemKey key) {
        String canonical = key.canonical();
        return canonical.getBytes(StandardCharsets.UTF_8).length <= LONGEST && canonical.indexOf('#') < 0
                ? "item/" + canonical
                : "item-sha256/" + Digest.of(canonical, DIGEST);
    }
}
