package dev.afterimage.backfill;

import dev.afterimage.item.ItemKey;
import java.util.Optional;

/** Finds the items of a table that the audit log tells of, a page at a time, and what has become of them. Thread-safe. */
public interface LoggedItems {
    /**
     * The next items of a part of the log, each as it is now, strongly consistent; one may come again on the page behind.
     *
     * @param from the row up to which the log was read
     * @param limit how many rows of the log at most
     */
    TablePages.Page read(TablePages.Part part, Optional<ItemKey> from, int limit);
}
