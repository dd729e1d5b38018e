package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows that can be read: whole tables, or as much of them as is to be read. */
public interface RowSource {
    /** The row with this key. */
    Optional<Item> row(RowKey key);

    /** All rows that the range {@linkplain Read.Range#covers covers}, in any order. */
    Stream<Item> covered(Read.Range range);
}
