package dev.afterimage.console.expiry;

import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reads pages of expirations. A page of a kind that is rare may be short, even empty, and more follow. Thread-safe. */
final class ExpiryReader {
    /** So often it is read on for one page. */
    private static final int READS = 5;

    private static final Duration USUAL = Duration.ofDays(1);

    /** Another worker's clock may be ahead. */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);

    private final Expirations log;
    private final ExpiryFeed feed;

    ExpiryReader(Expirations log, ExpiryFeed feed) {
        this.log = log;
        this.feed = feed;
    }

    /** The newest first; of the last day unless told otherwise. Those that the feed does not show yet are there, too. */
    FeedPage newest(ExpiryQuery query, Instant now) {
        Instant from = query.since().orElse(now.minus(USUAL));
        Instant until = now.plus(CLOCKS_DIFFER_BY);
        TimeRange range = new TimeRange(from.isAfter(until) ? until : from, until);
        Cursor start = query.after().orElse(ExpiryFeed.before(until));
        return fill(query, start, (cursor, limit) -> {
            Page<ExpiryEvent> page =
                    log.recorded(range, PageRequest.newest(limit).after(cursor));
            return new FeedPage(page.entries(), page.end().orElse(cursor), page.more());
        });
    }

    /** The next ones of the feed. */
    FeedPage next(ExpiryQuery query) {
        return fill(query, start(query), feed::after);
    }

    /** Where the feed is read from: without a place, behind everything that is there. */
    Cursor start(ExpiryQuery query) {
        return query.after().or(() -> query.since().map(ExpiryFeed::before)).orElseGet(feed::latest);
    }

    private static FeedPage fill(ExpiryQuery query, Cursor start, BiFunction<Cursor, Integer, FeedPage> read) {
        List<ExpiryEvent> found = new ArrayList<>();
        FeedPage page = new FeedPage(List.of(), start, true);
        for (int reads = 0; reads < READS && page.more() && found.size() < query.limit(); reads++) {
            page = read.apply(page.end(), query.limit() - found.size());
            found.addAll(query.wanted(page.events()));
        }
        return new FeedPage(found, page.end(), page.more());
    }
}
