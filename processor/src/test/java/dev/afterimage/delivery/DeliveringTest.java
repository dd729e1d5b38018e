package dev.afterimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.ManualStop;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveringTest {
    private static final SinkName NAME = new SinkName("hook");
    private static final Duration HALTED = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final ManualStop stop = new ManualStop(clock);
    private final Instant start = clock.instant();
    private final List<ExpiryEvent> events = new ArrayList<>();
    private final ExpiryFeed feed = new InMemoryExpirations(events).feedUpTo(() -> start.plusSeconds(60));
    private final InMemorySinkStates states = new InMemorySinkStates();
    private final Diary diary = new Diary();
    private FakeSink sink = new FakeSink(4);
    private boolean skipsRefused;

    @Test
    void delivers_every_event_in_its_order_and_stores_how_far_it_has_come() {
        record(11);

        run();

        assertThat(sink.taken).isEqualTo(events);
        assertThat(sink.attempts).hasSize(3);
        assertThat(stored().cursor()).isEqualTo(ExpiryRows.cursor(events.getLast()));
        assertThat(stored().recordedAt()).contains(events.getLast().recordedAt());
        assertThat(stored().delivered()).isEqualTo(11);
        assertThat(states.of(NAME).orElseThrow().holder()).isEmpty();
    }

    @Test
    void what_fails_in_a_way_that_passes_is_tried_again_more_and_more_slowly() {
        record(3);
        sink.answers((event, size) -> new Delivery.Later("it answers 500"));
        stop.duringPauses(() -> {
            if (sink.attempts.size() == 9) {
                sink.answers((event, size) -> Delivery.Taken.TAKEN);
            }
        });

        run();

        assertThat(sink.taken).isEqualTo(events);
        assertThat(diary.retries).hasSize(9);
        assertThat(Duration.between(start, clock.instant())).isGreaterThan(Duration.ofSeconds(2));
        assertThat(stored().trouble()).isEmpty();
    }

    @Test
    void leaves_a_receiver_alone_for_as_long_as_it_asks() {
        record(1);
        sink.answers((event, size) -> new Delivery.Later("busy", Optional.of(Duration.ofSeconds(90))));
        stop.duringPauses(() -> {
            if (Duration.between(start, clock.instant()).compareTo(Duration.ofSeconds(89)) > 0) {
                sink.answers((event, size) -> Delivery.Taken.TAKEN);
            }
        });

        run();

        assertThat(sink.attempts).hasSize(2);
        assertThat(sink.taken).isEqualTo(events);
    }

    @Test
    void of_a_refused_batch_the_one_that_is_at_fault_is_found_and_halts_the_sink() {
        record(4);
        sink.answers((event, size) ->
                size > 1 || event.equals(events.get(2)) ? new Delivery.Refused("400") : Delivery.Taken.TAKEN);

        runFor(HALTED.multipliedBy(3));

        assertThat(sink.taken).isEqualTo(events.subList(0, 2));
        assertThat(diary.halts)
                .hasSizeBetween(2, 4)
                .allMatch(trouble -> trouble.event().equals(Optional.of(EventId.of(events.get(2)))));
        assertThat(stored().cursor()).isEqualTo(ExpiryRows.cursor(events.get(1)));
        assertThat(stored().trouble())
                .get()
                .extracting(Trouble::halted, Trouble::since)
                .containsExactly(true, start);
    }

    @Test
    void an_operator_lets_it_skip_the_event_that_it_is_halted_at() {
        record(4);
        sink.answers((event, size) -> event.equals(events.get(2)) ? new Delivery.Refused("400") : Delivery.Taken.TAKEN);
        stop.duringPauses(() -> {
            SinkState state = states.of(NAME).orElseThrow();
            if (state.progress().trouble().isPresent() && state.skip().isEmpty()) {
                states.put(state.skipping(EventId.of(events.get(2))));
                states.of(NAME).ifPresent(wish -> hold.store());
            }
        });

        run();

        assertThat(sink.taken).containsExactly(events.get(0), events.get(1), events.get(3));
        assertThat(diary.skipped).containsExactly(EventId.of(events.get(2)));
        assertThat(stored().skipped()).isEqualTo(1);
        assertThat(states.of(NAME).orElseThrow().skip()).isEmpty();
    }

    @Test
    void where_the_configuration_says_so_refused_events_are_left_out_and_told() {
        record(9);
        skipsRefused = true;
        sink.answers((event, size) -> event.id().sequence().digits().endsWith("5") || size > 1
                ? new Delivery.Refused("400")
                : Delivery.Taken.TAKEN);

        run();

        assertThat(sink.taken).hasSize(8).doesNotContain(events.get(4));
        assertThat(diary.skipped).containsExactly(EventId.of(events.get(4)));
        assertThat(diary.halts).isEmpty();
        assertThat(stored().cursor()).isEqualTo(ExpiryRows.cursor(events.getLast()));
    }

    @Test
    void a_sink_that_is_not_there_skips_nothing_whatever_the_configuration_says() {
        record(2);
        skipsRefused = true;
        sink.answers((event, size) -> new Delivery.Unable("404"));

        runFor(HALTED.multipliedBy(3));

        assertThat(sink.taken).isEmpty();
        assertThat(diary.skipped).isEmpty();
        assertThat(diary.halts)
                .hasSizeBetween(2, 4)
                .allMatch(trouble -> trouble.event().isEmpty());
    }

    @Test
    void what_was_taken_of_a_batch_is_not_sent_again_and_the_position_waits_for_the_rest() {
        record(4);
        sink.answers((event, size) -> event.equals(events.get(1)) && sink.attempts.size() < 3
                ? new Delivery.Later("throttled")
                : Delivery.Taken.TAKEN);
        stop.duringPauses(() -> {
            if (sink.attempts.size() == 1) {
                assertThat(hold.progress().cursor()).isEqualTo(ExpiryRows.cursor(events.getFirst()));
            }
        });

        run();

        assertThat(sink.attempts.get(1)).containsExactly(events.get(1));
        assertThat(sink.taken).containsExactlyInAnyOrderElementsOf(events);
        assertThat(stored().delivered()).isEqualTo(4);
    }

    @Test
    void no_event_overtakes_another_of_its_item() {
        events.add(ExpirySamples.deleted(1, "L1", start));
        events.add(ExpirySamples.deleted(2, "L2", start.plusMillis(1)));
        events.add(ExpirySamples.deleted(3, "L1", start.plusMillis(2)));
        events.add(ExpirySamples.deleted(4, "L3", start.plusMillis(3)));

        run();

        assertThat(sink.attempts).containsExactly(events.subList(0, 2), events.subList(2, 4));
    }

    @Test
    void goes_on_behind_what_was_stored_by_who_delivered_before() {
        record(5);
        sink.answers((event, size) -> event.equals(events.get(3)) ? new Delivery.Later("500") : Delivery.Taken.TAKEN);
        runFor(Duration.ofSeconds(30));
        FakeSink first = sink;
        sink = new FakeSink(4);

        run();

        assertThat(first.taken).containsAll(events.subList(0, 3));
        assertThat(sink.taken).isEqualTo(events.subList(3, 5));
    }

    @Test
    void stops_where_another_worker_has_taken_the_sink() {
        record(8);
        sink = new FakeSink(1);
        sink.answers((event, size) -> {
            if (event.equals(events.get(3))) {
                SinkState state = states.of(NAME).orElseThrow();
                states.put(state.heldBy("w2"));
                clock.advance(Duration.ofSeconds(2));
            }
            return Delivery.Taken.TAKEN;
        });

        run();

        assertThat(sink.taken).hasSize(4);
        assertThat(states.of(NAME).orElseThrow().holder()).contains("w2");
    }

    private Hold hold = new Hold(states, "w1", SinkState.none(NAME, Progress.from(ExpiryFeed.before(start))));

    /** Delivers until all is delivered or there is trouble for an hour. */
    private void run() {
        runFor(Duration.ofHours(1));
    }

    private void runFor(Duration duration) {
        DeliveryParts parts = new DeliveryParts(
                feed,
                states,
                new FailurePolicy(Duration.ofMillis(500), Duration.ofMinutes(1), HALTED, new Random(5)),
                diary,
                "w1",
                Duration.ofSeconds(10),
                clock,
                () -> Duration.between(start, clock.instant()));
        Claim claim = new Claim(NAME, states, "w1", Duration.ofSeconds(10), parts.uptime());
        hold = claim.attempt(() -> ExpiryFeed.before(start)).orElseThrow();
        Instant end = clock.instant().plus(duration);
        UntilDone until = new UntilDone(end);
        new Delivering(new SinkPlan(NAME, sink, Optional.empty(), skipsRefused), hold, parts, until).run();
        hold.release();
    }

    private void record(int count) {
        for (int i = 1; i <= count; i++) {
            events.add(ExpirySamples.deleted(i, "L" + i, start.plusMillis(i)));
        }
    }

    private Progress stored() {
        return states.of(NAME).orElseThrow().progress();
    }

    /** Stops once everything is delivered, or it is late. */
    private final class UntilDone implements StopSignal {
        private final Instant end;

        UntilDone(Instant end) {
            this.end = end;
        }

        @Override
        public boolean raised() {
            return !clock.instant().isBefore(end)
                    || hold.progress().cursor().equals(ExpiryRows.cursor(events.getLast()));
        }

        @Override
        public boolean pause(Duration duration) {
            stop.pause(duration);
            return !raised();
        }
    }

    private static final class Diary implements DeliveryListener {
        final List<String> retries = new ArrayList<>();
        final List<Trouble> halts = new ArrayList<>();
        final List<EventId> skipped = new ArrayList<>();

        @Override
        public void retrying(SinkName sink, String reason, int attempt, Duration delay) {
            retries.add(reason);
        }

        @Override
        public void halted(SinkName sink, Trouble trouble, Duration delay) {
            halts.add(trouble);
        }

        @Override
        public void skipped(SinkName sink, EventId event, String reason) {
            skipped.add(event);
        }
    }
}
