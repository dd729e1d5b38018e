package dev.afterimage.feed;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;

/** A listener being told of events, on a thread of its own, until this is closed. Closing waits for nothing. */
public final class Listening implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int PAGE = 20;

    private final ExpiryListener listener;
    private final FeedReader reader;
    private final FailurePolicy failures;
    private final StopSwitch stop = new StopSwitch();

    private Listening(ExpiryListener listener, FeedReader reader, FailurePolicy failures) {
        this.listener = listener;
        this.reader = reader;
        this.failures = failures;
    }

    /** Begins to tell a listener of the events after this cursor. */
    public static Listening start(ExpiryFeed feed, Cursor after, ExpiryListener listener, FailurePolicy failures) {
        Listening listening = new Listening(listener, new FeedReader(feed, after, PAGE), failures);
        Thread.ofPlatform().daemon().name("expiry-listener").start(listening::run);
        return listening;
    }

    private void run() {
        int failed = 0;
        while (!stop.raised()) {
            try {
                FeedPage page = reader.next();
                failed = 0;
                page.events().forEach(this::tell);
                if (!page.more()) {
                    stop.pause(LOOK);
                }
            } catch (RuntimeException unreadable) {
                failed++;
                stop.pause(failures.beforeRetry(failed));
            }
        }
    }

    private void tell(ExpiryEvent event) {
        for (int attempt = 1; !stop.raised(); attempt++) {
            try {
                listener.happened(event, ExpiryRows.cursor(event));
                return;
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                listener.failed(event, failure);
                stop.pause(failures.beforeRetry(attempt));
            }
        }
    }

    @Override
    public void close() {
        stop.raise();
    }
}
