package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.util.List;
import java.util.Optional;

/**
 * What was read for a change: exactly what its {@link ReadingProjection#reads} asked for. Anything else is an
 * {@link IllegalArgumentException}.
 */
public interface Rows {
    /** The row's key and the attributes that were asked for; empty where there is no such row. */
    Optional<Item> row(Read.Row read);

    /** Whole rows, in the order of the range. */
    List<Item> range(Read.Range read);
}
