package dev.afterimage.expiry;

import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.Horizon;
import dev.afterimage.feed.InMemoryRecorders;
import dev.afterimage.feed.RecorderId;
import dev.afterimage.feed.Recording;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The events of a list that a test fills. */
public final class InMemoryExpirations implements Expirations {
    private final List<ExpiryEvent> events;

    public InMemoryExpirations(List<ExpiryEvent> events) {
        this.events = events;
    }

    @Override
    public Page<ExpiryEvent> recorded(TimeRange range, PageRequest page) {
        Buckets.Bounds bounds = Buckets.Bounds.of(range, page);
        Comparator<ExpiryEvent> order = Comparator.comparing(InMemoryExpirations::place);
        List<ExpiryEvent> found = List.copyOf(events).stream()
                .filter(event -> bounds.first().compareTo(place(event)) < 0)
                .filter(event -> place(event).compareTo(bounds.last()) < 0)
                .sorted(page.order() == Order.OLDEST_FIRST ? order : order.reversed())
                .toList();
        List<ExpiryEvent> some = found.stream().limit(page.limit()).toList();
        return new Page<>(
                some,
                some.isEmpty() ? page.after() : Optional.of(ExpiryRows.cursor(some.getLast())),
                some.size() < found.size());
    }

    /** A feed of them that is complete up to this time, and with it. */
    public ExpiryFeed feedUpTo(Supplier<Instant> time) {
        InMemoryRecorders recorders = new InMemoryRecorders() {
            @Override
            public List<Recording> all() {
                return List.of(new Recording(new RecorderId("w1", "1", 1), 1, time.get(), true));
            }
        };
        AtomicLong seconds = new AtomicLong();
        Horizon horizon =
                new Horizon(recorders, Horizon.Rescue.NONE, () -> Duration.ofSeconds(seconds.incrementAndGet()));
        return new ExpiryFeed(this, horizon, InstantSource.fixed(Instant.EPOCH));
    }

    private static String place(ExpiryEvent event) {
        return ExpiryRows.cursor(event).place();
    }
}
