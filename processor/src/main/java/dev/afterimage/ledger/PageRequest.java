package dev.afterimage.ledger;

import java.util.Optional;

/**
 * Which page of a log to read.
 *
 * @param after where the page before ended; empty for the first
 * @param limit how many entries at most, 1 to 1000
 */
public record PageRequest(Order order, Optional<Cursor> after, int limit) {
    private static final int MOST = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " entries, not " + limit);
        }
    }

    public static PageRequest oldest(int limit) {
        return new PageRequest(Order.OLDEST_FIRST, Optional.empty(), limit);
    }

    public static PageRequest newest(int limit) {
        return new PageRequest(Order.NEWEST_FIRST, Optional.empty(), limit);
    }

    /** The page that follows. */
    public PageRequest after(Cursor cursor) {
        return new PageRequest(order, Optional.of(cursor), limit);
    }
}
