package dev.afterimage.feed;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.ledger.Cursor;

/** Is told of expirations within the worker's own process. Each has a thread of its own, which it may keep busy. */
public interface ExpiryListener {
    /**
     * The next event. Where this throws, it is told of the same event again, a while later, until it does not.
     *
     * @param cursor where to go on after this event, in this process or the next
     * @throws Exception what keeps the listener from taking the event
     */
    void happened(ExpiryEvent event, Cursor cursor) throws Exception;

    /** It has thrown this, and will be told again. By default nobody hears of it. */
    default void failed(ExpiryEvent event, Exception failure) {}
}
