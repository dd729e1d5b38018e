package dev.afterimage.lane;

import dev.afterimage.item.ItemKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * One of the parts into which a shard's changes are divided by the partition keys of their items: all changes of an item,
 * and of all items with its partition key, are in the same one. Which one that is follows from the partition key's
 * canonical text alone, and is the same in every process and version: stored positions rest on it.
 *
 * @param index from 1 to the count
 */
public record LanePart(int index, int count) {
    /** A shard is divided into so many parts at most. */
    public static final int MOST = 16;

    public LanePart {
        if (count < 2 || count > MOST || index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "there is no part " + index + " of " + count + ": a shard has 2 to " + MOST + " parts");
        }
    }

    /** All parts of a shard, in order. */
    public static List<LanePart> all(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> new LanePart(index, count))
                .toList();
    }

    /** The part of so many that has the changes of this item; its table's partition key has this name. */
    public static LanePart of(ItemKey item, String partitionKey, int count) {
        return new LanePart((int) (hash(item.only(partitionKey)) % count) + 1, count);
    }

    /** Whether the changes of this item are in this part. */
    public boolean has(ItemKey item, String partitionKey) {
        return equals(of(item, partitionKey, count));
    }

    /** Reads what {@link #toString} writes. */
    static LanePart parse(String text) {
        int of = text.indexOf("of");
        if (of < 0) {
            throw new IllegalArgumentException("'" + text + "' is no part of a shard: it is INDEXofCOUNT");
        }
        return new LanePart(Integer.parseInt(text.substring(0, of)), Integer.parseInt(text.substring(of + 2)));
    }

    @Override
    public String toString() {
        return index + "of" + count;
    }

    private static long hash(ItemKey partition) {
        CRC32C hash = new CRC32C();
        hash.update(partition.canonical().getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
