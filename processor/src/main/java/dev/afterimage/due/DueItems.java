package dev.afterimage.due;

import dev.afterimage.expiry.DueItem;
import dev.afterimage.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads items of the source tables. Thread-safe. */
public interface DueItems {
    /** These items as they are now, empty where there is none; without those that could not be read this time. */
    Map<DueItem, Optional<Item>> read(List<DueItem> items);
}
