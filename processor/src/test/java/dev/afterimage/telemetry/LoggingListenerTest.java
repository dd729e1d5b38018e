package dev.afterimage.telemetry;

import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.id;
import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.RetryCause;
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

final class LoggingListenerTest {
    private final ManualClock clock = new ManualClock();
    private final Queue<SubstituteLoggingEvent> events = new ArrayDeque<>();
    private final LoggingListener listener = new LoggingListener(
            clock, new EventRecordingLogger(new SubstituteLogger("lanes", new ArrayDeque<>(), false), events));
    private final Lane lane = new Lane(TABLE, new ShardId("shardId-1"));

    @Test
    void says_where_a_lane_begins_and_ends() {
        listener.opened(Position.start(lane));
        listener.closed(lane);
        listener.left(lane);

        assertThat(lines(Level.INFO))
                .containsExactly(
                        "lane things/shardId-1 opened at the start",
                        "lane things/shardId-1 is closed: its shard has ended and all its changes are applied",
                        "lane things/shardId-1 is not followed here any more");
    }

    @Test
    void says_which_change_halts_a_lane_why_and_what_happens_next() {
        halt("DynamoDB refuses it");

        assertThat(lines(Level.ERROR))
                .singleElement()
                .asString()
                .contains(
                        "things/shardId-1",
                        "HALTED",
                        "change things/id=a@7 cannot be applied",
                        "DynamoDB refuses it",
                        "every 15 s");
    }

    @Test
    void does_not_repeat_itself_while_a_lane_stays_halted_for_one_reason() {
        for (int i = 0; i < 25; i++) {
            halt("the one reason");
            clock.advance(Duration.ofSeconds(15));
        }
        halt("another reason");

        assertThat(lines(Level.ERROR)).hasSize(3);
    }

    @Test
    void says_that_a_lane_goes_on_and_complains_anew_if_it_halts_again() {
        halt("the one reason");
        applied();
        applied();
        halt("the one reason");

        assertThat(lines(Level.INFO)).containsExactly("lane things/shardId-1 is no longer halted");
        assertThat(lines(Level.ERROR)).hasSize(2);
    }

    @Test
    void a_retry_is_everyday_and_several_in_a_row_are_told_now_and_then() {
        listener.retrying(lane, RetryCause.CONTENDED, "busy", 1, Duration.ofMillis(20));
        listener.retrying(lane, RetryCause.CONTENDED, "busy", 2, Duration.ofMillis(20));
        assertThat(lines(Level.WARN)).isEmpty();

        for (int attempt = 3; attempt < 20; attempt++) {
            listener.retrying(lane, RetryCause.CONTENDED, "busy", attempt, Duration.ofSeconds(5));
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(lines(Level.WARN)).hasSize(3);
        assertThat(lines(Level.WARN).getFirst()).contains("3 times", "next in 5000 ms", "busy");
    }

    private void halt(String reason) {
        listener.halted(lane, Optional.of(id(7, "a")), reason, Duration.ofSeconds(15));
    }

    private void applied() {
        Position start = Position.start(lane);
        Position to = start.after(inserted(1), clock.instant());
        listener.applied(new CommitPlan(start, to, List.of(), List.of(inserted(1))), 0, Duration.ZERO);
    }

    private List<String> lines(Level level) {
        List<String> lines = new ArrayList<>();
        for (SubstituteLoggingEvent event : events) {
            if (event.getLevel() == level) {
                lines.add(MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray())
                        .getMessage());
            }
        }
        return lines;
    }
}
