package dev.afterimage.expiry;

import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;

/** Reads what has lapsed. It is written only by commits. Thread-safe. */
public interface Expirations {
    /** The events that were recorded in the range, in the order in which they were. */
    Page<ExpiryEvent> recorded(TimeRange range, PageRequest page);
}
