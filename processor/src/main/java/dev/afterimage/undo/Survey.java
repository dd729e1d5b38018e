package dev.afterimage.undo;

import dev.afterimage.history.ReadCost;
import java.util.List;

/**
 * What putting back every item that a search finds would do.
 *
 * @param items those that can be put back
 * @param same how many are as they were
 * @param obstacles of some that cannot be put back, why
 * @param impossible how many cannot be put back
 * @param cost what looking cost
 */
public record Survey(
        End end, List<FoundItem> items, int same, List<UndoPlan.Impossible> obstacles, int impossible, ReadCost cost) {
    /** Why nothing more was looked at. */
    public enum End {
        /** It still is. */
        UNDER_WAY,
        ALL_SEEN,
        /** There are more items than one undo may have. */
        TOO_MANY,
        STOPPED
    }

    public static final Survey NOTHING_YET = new Survey(End.UNDER_WAY, List.of(), 0, List.of(), 0, ReadCost.NONE);

    public Survey {
        items = List.copyOf(items);
        obstacles = List.copyOf(obstacles);
    }

    /** How many different items were found. */
    public int found() {
        return items.size() + same + impossible;
    }

    /** What the source tables would pay for the writes, without their indexes. */
    public long writeUnits() {
        return items.stream().mapToLong(FoundItem::writeUnits).sum();
    }
}
