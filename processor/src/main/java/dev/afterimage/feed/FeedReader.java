package dev.afterimage.feed;

import dev.afterimage.ledger.Cursor;
import java.time.Instant;
import java.util.List;

/** Reads the feed from somewhere on, and asks for events only where there may be some. For one thread. */
public final class FeedReader {
    private final ExpiryFeed feed;
    private final int limit;
    private Cursor cursor;
    private Instant readTo = Instant.MIN;

    /** Begins after this cursor, with pages of so many events at most. */
    public FeedReader(ExpiryFeed feed, Cursor cursor, int limit) {
        this.feed = feed;
        this.cursor = cursor;
        this.limit = limit;
    }

    /** The next events, each time others. */
    public FeedPage next() {
        Instant complete = feed.complete();
        if (complete.equals(readTo)) {
            return new FeedPage(List.of(), cursor, false);
        }
        FeedPage page = feed.page(cursor, limit, complete);
        cursor = page.end();
        readTo = page.more() ? readTo : complete;
        return page;
    }
}
