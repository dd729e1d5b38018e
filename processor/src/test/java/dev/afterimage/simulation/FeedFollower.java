package dev.afterimage.simulation;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.feed.FeedReader;
import dev.afterimage.feed.Horizon;
import dev.afterimage.ledger.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows the feed from some moment on; now and then it is another process that goes on where this one was. */
final class FeedFollower {
    private final FeedHost host;
    private final FeedWorld world;
    private final Random random;
    private final List<ExpiryEvent> seen = new ArrayList<>();
    private Set<ExpiryEvent> before = Set.of();
    private Cursor cursor = ExpiryFeed.before(Instant.EPOCH);

    FeedFollower(FeedHost host, FeedWorld world, Random random) {
        this.host = host;
        this.world = world;
        this.random = random;
    }

    /** What it has seen, in that order. */
    List<ExpiryEvent> seen() {
        return seen;
    }

    /** The events that were there before it began, and that it need not have seen. */
    Set<ExpiryEvent> before() {
        return before;
    }

    /** Begins after a while, with what is new from then on. */
    void followLatest() {
        world.network().sleep(Duration.ofSeconds(random.nextInt(20)), () -> false);
        Optional<Cursor> latest = Optional.empty();
        while (latest.isEmpty()) {
            latest = latest();
        }
        before = world.tables().rows(ExpiryRows.TABLE.name()).stream()
                .map(row -> ExpiryRows.decode(List.of(row)))
                .collect(Collectors.toSet());
        follow(latest.get());
    }

    private Optional<Cursor> latest() {
        try {
            return Optional.of(feed().latest());
        } catch (IllegalStateException noAnswer) {
            return Optional.empty();
        }
    }

    /** Follows the feed until time ends, and then to its end. */
    void follow(Cursor start) {
        cursor = start;
        FeedReader reader = reader();
        while (!world.network().hasEnded()) {
            boolean more = read(reader);
            if (random.nextInt(30) == 0) {
                reader = reader();
            }
            Duration pause = more ? Duration.ZERO : Duration.ofMillis(random.nextInt(1_500));
            world.network().sleep(pause, () -> false);
        }
        FeedReader rest = reader();
        while (read(rest)) {
            world.turns().pass();
        }
    }

    /** Answers whether there may be more. */
    private boolean read(FeedReader reader) {
        try {
            FeedPage page = reader.next();
            for (ExpiryEvent event : page.events()) {
                seen.add(event);
                cursor = ExpiryRows.cursor(event);
            }
            return page.more();
        } catch (IllegalStateException noAnswer) {
            return true;
        }
    }

    private FeedReader reader() {
        return new FeedReader(feed(), cursor, 1 + random.nextInt(5));
    }

    private ExpiryFeed feed() {
        Horizon horizon = new Horizon(host.far(), Horizon.Rescue.by(host.id(), host.fence()), host::uptime);
        return new ExpiryFeed(
                new ExpirationsInMemory(
                        () -> world.tables().rows(ExpiryRows.TABLE.name()),
                        () -> world.turns().pass()),
                horizon,
                host::now);
    }
}
