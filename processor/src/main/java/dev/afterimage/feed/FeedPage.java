package dev.afterimage.feed;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.ledger.Cursor;
import java.util.List;

/**
 * Some events of the feed, in its order.
 *
 * @param end after what to go on, now or when there may be more
 * @param more whether there may be more now; a page may be short, even empty, and more follow
 */
public record FeedPage(List<ExpiryEvent> events, Cursor end, boolean more) {
    public FeedPage {
        events = List.copyOf(events);
    }
}
