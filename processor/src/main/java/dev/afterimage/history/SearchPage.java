package dev.afterimage.history;

import dev.afterimage.ledger.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some entries of the audit log.
 *
 * @param end after what to go on; empty where nothing was read and nothing came before
 * @param more whether there may be more entries; a page may be short, even empty, and more follow
 * @param reached how far in time this page has looked; all entries up to there are on it or on those before
 */
public record SearchPage<T>(List<T> entries, Optional<Cursor> end, boolean more, Instant reached, ReadCost cost) {
    public SearchPage {
        entries = List.copyOf(entries);
    }
}
