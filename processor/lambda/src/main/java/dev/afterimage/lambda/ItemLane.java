package dev.afterimage.lambda;

import dev.afterimage.change.Change;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The lane that an item is of its own: an event tells no shard, so each item has a position, and with it a fence against
 * what was applied already. No worker follows it or reports of it.
 */
record ItemLane(Lane lane) {
    /** A position's key takes 2,048 bytes, the table's name among them. */
    private static final int LONGEST = 1_500;

    static ItemLane of(Change change) {
        return new ItemLane(new Lane(change.table(), new ShardId(Lane.INTERNAL + name(change.key()))));
    }

    /** The key as it is written elsewhere, where it is short and no name of a shard's part. */
    private static String name(ItemKey key) {
        String canonical = key.canonical();
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST && canonical.indexOf('#') < 0
                ? "item/" + canonical
                : "item-sha256/" + hash(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
