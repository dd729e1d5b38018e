package dev.afterimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.pipeline.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sinks with threads of their own. */
class DeliveriesTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration FAILOVER = Duration.ofMillis(300);

    private final List<ExpiryEvent> events = new CopyOnWriteArrayList<>();
    private final ExpiryFeed feed = new InMemoryExpirations(events).feedUpTo(() -> START.plusSeconds(60));
    private final InMemorySinkStates states = new InMemorySinkStates();

    @Test
    void a_sink_that_hangs_delays_no_other_and_is_given_up_when_the_worker_stops() {
        record(30);
        CountDownLatch never = new CountDownLatch(1);
        FakeSink hanging = new FakeSink(1);
        hanging.answers((event, size) -> {
            try {
                never.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return new Delivery.Later("interrupted");
        });
        FakeSink quick = new FakeSink(4);

        try (Deliveries _ = start("w1", plan("slow", hanging), plan("quick", quick))) {
            await().until(() -> quick.taken.size() == events.size());
        }

        assertThat(quick.taken).isEqualTo(events);
        assertThat(hanging.taken).isEmpty();
        assertThat(states.of(new SinkName("quick")).orElseThrow().progress().cursor())
                .isEqualTo(ExpiryRows.cursor(events.getLast()));
        assertThat(states.all()).allMatch(state -> state.holder().isEmpty());
    }

    @Test
    void one_worker_delivers_at_a_time_and_the_next_goes_on_where_it_was() {
        record(10);
        FakeSink first = new FakeSink(4);
        FakeSink second = new FakeSink(4);
        Deliveries one = start("w1", plan("hook", first));
        await().until(() -> first.taken.size() == 10);
        try (Deliveries _ = start("w2", plan("hook", second))) {
            one.close();
            record(10);
            await().until(() -> second.taken.size() == 10);
        }

        assertThat(first.taken).isEqualTo(events.subList(0, 10));
        assertThat(second.taken).isEqualTo(events.subList(10, 20));
    }

    @Test
    void what_cannot_be_stored_is_tried_again() {
        record(5);
        AtomicInteger failures = new AtomicInteger(6);
        SinkStates flaky = new InMemorySinkStates() {
            @Override
            public synchronized boolean put(SinkState next) {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("throttled");
                }
                return super.put(next);
            }
        };
        FakeSink sink = new FakeSink(4);

        try (Deliveries _ = Deliveries.start(List.of(plan("hook", sink)), parts("w1", flaky))) {
            await().until(() -> flaky.of(new SinkName("hook"))
                    .map(state -> state.progress().cursor().equals(ExpiryRows.cursor(events.getLast())))
                    .orElse(false));
        }

        assertThat(sink.taken).containsAll(events);
    }

    @Test
    void a_new_sink_begins_with_what_comes_next_unless_it_is_told_otherwise() {
        record(3);
        FakeSink latest = new FakeSink(4);
        FakeSink since = new FakeSink(4);
        SinkPlan all = new SinkPlan(new SinkName("all"), since, Optional.of(START), false);

        try (Deliveries _ = start("w1", new SinkPlan(new SinkName("new"), latest, Optional.empty(), false), all)) {
            await().until(() ->
                    since.taken.size() == 3 && states.of(new SinkName("new")).isPresent());
        }

        assertThat(latest.taken).isEmpty();
    }

    @Test
    void tells_how_sinks_are() {
        record(4);
        FakeSink sink = new FakeSink(4);
        sink.answers((event, size) ->
                event.equals(events.getLast()) ? new Delivery.Later("it answers 503") : Delivery.Taken.TAKEN);

        try (Deliveries _ = start("w1", plan("hook", sink))) {
            await().until(() -> SinkStatus.all(states, feed).stream()
                    .anyMatch(status -> status.state().progress().trouble().isPresent()));
            SinkStatus status = SinkStatus.all(states, feed).getFirst();

            assertThat(status.state().holder()).contains("w1");
            assertThat(status.waiting()).contains(events.getLast().recordedAt());
            assertThat(status.lag(events.getLast().recordedAt().plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private Deliveries start(String worker, SinkPlan... plans) {
        return Deliveries.start(List.of(plans), parts(worker, states));
    }

    private DeliveryParts parts(String worker, SinkStates where) {
        return new DeliveryParts(
                feed,
                where,
                new FailurePolicy(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(20), new Random(3)),
                DeliveryListener.NONE,
                worker,
                FAILOVER,
                InstantSource.system(),
                () -> Duration.ofNanos(System.nanoTime()));
    }

    private static SinkPlan plan(String name, Sink sink) {
        return new SinkPlan(new SinkName(name), sink, Optional.of(START), false);
    }

    private void record(int count) {
        int before = events.size();
        List<ExpiryEvent> more = new ArrayList<>();
        for (int i = before + 1; i <= before + count; i++) {
            more.add(ExpirySamples.deleted(i, "L" + i, START.plusMillis(i)));
        }
        events.addAll(more);
    }
}
