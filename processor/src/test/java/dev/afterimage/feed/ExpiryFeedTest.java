package dev.afterimage.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ExpiryFeedTest {
    private static final Instant AT = Instant.parse("2026-03-04T23:59:59.998Z");
    private static final FailurePolicy FAILURES =
            new FailurePolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ZERO, new Random(1));

    private final List<ExpiryEvent> events = new CopyOnWriteArrayList<>();
    private Instant complete = AT;
    private final ExpiryFeed feed = new InMemoryExpirations(events).feedUpTo(() -> complete);

    @Test
    void holds_back_what_is_recorded_beyond_the_horizon() {
        record(1, AT);
        record(2, AT.plusMillis(1));

        FeedPage page = feed.after(ExpiryFeed.before(AT), 10);

        assertThat(page.events()).containsExactly(events.getFirst());
        complete = AT.plusMillis(1);
        assertThat(feed.after(page.end(), 10).events()).containsExactly(events.getLast());
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_across_midnight() {
        for (int i = 0; i < 9; i++) {
            record(i + 1, AT.plusMillis(i / 2));
        }
        complete = AT.plusSeconds(1);

        List<ExpiryEvent> read = new ArrayList<>();
        FeedPage page = feed.after(ExpiryFeed.before(AT), 2);
        read.addAll(page.events());
        while (page.more()) {
            page = feed.after(page.end(), 2);
            read.addAll(page.events());
        }

        assertThat(read).isEqualTo(events);
    }

    @Test
    void latest_is_behind_everything_that_is_complete_and_before_everything_else() {
        record(1, AT);
        Cursor latest = feed.latest();
        record(2, AT.plusMillis(1));
        complete = AT.plusSeconds(1);

        assertThat(feed.after(latest, 10).events()).containsExactly(events.getLast());
    }

    @Test
    void a_reader_asks_for_events_only_where_there_may_be_new_ones() {
        FeedReader reader = new FeedReader(feed, ExpiryFeed.before(AT), 10);
        record(1, AT);
        assertThat(reader.next().events()).hasSize(1);
        record(2, AT);

        assertThat(reader.next().events())
                .as("what came behind the horizon's back")
                .isEmpty();
        complete = AT.plusMillis(1);
        assertThat(reader.next().events()).hasSize(1);
    }

    @Test
    void a_listener_is_told_of_each_event_until_it_takes_it() throws Exception {
        for (int i = 0; i < 30; i++) {
            record(i + 1, AT);
        }
        List<Cursor> taken = new CopyOnWriteArrayList<>();
        List<ExpiryEvent> failed = new CopyOnWriteArrayList<>();
        ExpiryListener listener = new ExpiryListener() {
            @Override
            public void happened(ExpiryEvent event, Cursor cursor) throws Exception {
                if (event.equals(events.get(7)) && failed.size() < 3) {
                    throw new Exception("not yet");
                }
                taken.add(cursor);
            }

            @Override
            public void failed(ExpiryEvent event, Exception failure) {
                failed.add(event);
            }
        };

        try (AutoCloseable _ = Listening.start(feed, ExpiryFeed.before(AT), listener, FAILURES)) {
            await().until(() -> taken.size() == 30);
        }

        assertThat(taken).isEqualTo(events.stream().map(ExpiryRows::cursor).toList());
        assertThat(failed).hasSize(3).containsOnly(events.get(7));
    }

    private void record(int sequence, Instant at) {
        events.add(ExpirySamples.deleted(sequence, "L" + sequence, at));
    }
}
