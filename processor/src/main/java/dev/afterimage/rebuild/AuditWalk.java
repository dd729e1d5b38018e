package dev.afterimage.rebuild;

import dev.afterimage.version.WalkPlace;
import java.util.List;
import java.util.Optional;

/** Walks through the items of the audit log, in segments that have no item in common. Thread-safe. */
public interface AuditWalk {
    /** The next items of a segment; an item may come again on the page behind. */
    Page page(int segment, int segments, Optional<WalkPlace> after);

    /**
     * Some items.
     *
     * @param items their names in the log
     * @param next where to go on; empty at the segment's end
     */
    record Page(List<String> items, Optional<WalkPlace> next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
