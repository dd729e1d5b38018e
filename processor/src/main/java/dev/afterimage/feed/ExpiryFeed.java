package dev.afterimage.feed;

import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.ledger.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The expirations as a feed: whoever goes on after where it was, gets every event once, in the order in which they are
 * recorded. An event is seen a second or two after it was recorded, and later where a worker hangs. Thread-safe.
 *
 * <p>{@link dev.afterimage.expiry.ExpiryRows#cursor} tells where an event stands, to go on behind it.
 */
public final class ExpiryFeed {
    /** Where nobody has ever recorded anything, what comes first is not older than this, by whatever clock. */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofDays(1);

    private final Expirations log;
    private final Horizon horizon;
    private final InstantSource clock;

    public ExpiryFeed(Expirations log, Horizon horizon, InstantSource clock) {
        this.log = log;
        this.horizon = horizon;
        this.clock = clock;
    }

    /** After everything that is there; before everything that will be recorded. */
    public Cursor latest() {
        Instant complete = horizon.complete();
        return complete.equals(Instant.EPOCH) ? before(clock.instant().minus(CLOCKS_DIFFER_BY)) : before(complete);
    }

    /** Before everything that was recorded at this time or later. */
    public static Cursor before(Instant time) {
        return Cursor.of(Timestamp.of(time.minusMillis(1)));
    }

    /** The next events, up to where the feed is complete; an {@link IllegalArgumentException} where the cursor is none. */
    public FeedPage after(Cursor cursor, int limit) {
        return page(cursor, limit, complete());
    }

    Instant complete() {
        return horizon.complete();
    }

    FeedPage page(Cursor cursor, int limit, Instant complete) {
        Page<ExpiryEvent> page = log.recorded(
                new TimeRange(Instant.EPOCH, complete),
                PageRequest.oldest(limit).after(cursor));
        return new FeedPage(page.entries(), page.end().orElse(cursor), page.more());
    }
}
