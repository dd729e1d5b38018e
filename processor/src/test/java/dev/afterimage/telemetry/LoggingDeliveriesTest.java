package dev.afterimage.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.expiry.EventId;
import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

class LoggingDeliveriesTest {
    private static final SinkName HOOK = new SinkName("hook");
    private static final Duration DELAY = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock();
    private final Queue<SubstituteLoggingEvent> events = new ArrayDeque<>();
    private final LoggingDeliveries listener = new LoggingDeliveries(
            clock, new EventRecordingLogger(new SubstituteLogger("sinks", new ArrayDeque<>(), false), events));

    @Test
    void says_at_which_event_a_sink_is_halted_and_what_can_be_done() {
        halt(Optional.of(new EventId("e1")));

        assertThat(lines(Level.ERROR))
                .containsExactly("sink hook is HALTED at event e1: it answers 422. Nothing is skipped: it is tried"
                        + " again every 60 s; 'expirations skip hook e1' leaves the event out");
    }

    @Test
    void says_the_same_of_a_halted_sink_now_and_then() {
        for (int minute = 0; minute < 11; minute++) {
            halt(Optional.empty());
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(lines(Level.ERROR)).hasSize(3);
    }

    @Test
    void one_failed_attempt_is_everyday_and_several_are_not() {
        for (int attempt = 1; attempt < 20; attempt++) {
            listener.retrying(HOOK, "it answers 503", attempt, DELAY);
        }
        listener.delivered(HOOK, 3);
        listener.delivered(HOOK, 3);

        assertThat(lines(Level.WARN)).singleElement().asString().contains("3 times in a row", "it answers 503");
        assertThat(lines(Level.INFO)).containsExactly("sink hook goes on");
    }

    @Test
    void says_which_event_is_left_out() {
        listener.skipped(HOOK, new EventId("e1"), "it answers 422");

        assertThat(lines(Level.WARN))
                .containsExactly("sink hook has SKIPPED event e1, which it refuses: it answers 422");
    }

    private void halt(Optional<EventId> event) {
        listener.halted(HOOK, new Trouble("it answers 422", true, event, clock.instant(), 1), DELAY);
    }

    private List<String> lines(Level level) {
        List<String> lines = new ArrayList<>();
        events.stream()
                .filter(event -> event.getLevel() == level)
                .forEach(event -> lines.add(MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray())
                        .getMessage()));
        return lines;
    }
}
