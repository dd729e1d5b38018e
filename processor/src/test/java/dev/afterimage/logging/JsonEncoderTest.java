package dev.afterimage.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.telemetry.LogFields;
import dev.afterimage.telemetry.LoggingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Lines of a log as a program reads them, and the same for people. */
final class JsonEncoderTest {
    private static final Lane LANE = new Lane(TestChanges.TABLE, new ShardId("shardId-1"));

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("dev.afterimage.Some");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // As long as the fields of the thread are there.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private final JsonEncoder encoder = new JsonEncoder();
    private final Logger ofLanes = (Logger) LoggerFactory.getLogger(LoggingListener.class);

    @BeforeEach
    void listen() {
        context.setMDCAdapter(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
        events.start();
        log.addAppender(events);
        ofLanes.addAppender(events);
        ofLanes.setLevel(Level.DEBUG);
    }

    @AfterEach
    void listen_no_more() {
        ofLanes.detachAppender(events);
        ofLanes.setLevel(null);
    }

    @Test
    void a_line_is_one_object_whatever_its_message_holds() throws IOException {
        log.info("two {} and \"quotes\" \\ \u0001 and {}", "lines\nhere", "an ümlaut \ud83d\ude00");

        String line = line();
        JsonNode json = new ObjectMapper().readTree(line);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(json.get("message").asText())
                .isEqualTo("two lines\nhere and \"quotes\" \\ \u0001 and an ümlaut \ud83d\ude00");
        assertThat(json.get("level").asText()).isEqualTo("INFO");
        assertThat(json.get("logger").asText()).isEqualTo("dev.afterimage.Some");
        assertThat(json.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
        assertThat(Instant.parse(json.get("time").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(json.has("error")).isFalse();
    }

    @Test
    void what_was_thrown_is_one_text() throws IOException {
        log.error("it failed", new IllegalStateException("outer", new IOException("inner \"one\"")));

        JsonNode error = new ObjectMapper().readTree(line()).get("error");

        assertThat(error.isTextual()).isTrue();
        assertThat(error.asText())
                .startsWith("java.lang.IllegalStateException: outer")
                .contains(
                        "\tat dev.afterimage.logging.JsonEncoderTest", "Caused by: java.io.IOException: inner \"one\"");
    }

    @Test
    void fields_of_the_process_the_thread_and_the_line_stand_beside_the_others() throws IOException {
        context.putProperty("worker", "w1");
        try (LogFields _ = LogFields.of(LANE)) {
            log.atWarn().addKeyValue("attempt", 3).log("tried again");
        }

        JsonNode json = new ObjectMapper().readTree(line());

        assertThat(json.get("worker").asText()).isEqualTo("w1");
        assertThat(json.get("lane").asText()).isEqualTo("things/shardId-1");
        assertThat(json.get("table").asText()).isEqualTo("things");
        assertThat(json.get("shard").asText()).isEqualTo("shardId-1");
        assertThat(json.get("attempt").asText()).isEqualTo("3");
    }

    @Test
    void lines_about_lanes_name_the_lane_the_change_and_the_projection() throws IOException {
        LoggingListener listener = new LoggingListener(new ManualClock());
        ChangeId halted = TestChanges.id(7, "a");
        listener.opened(Position.start(LANE));
        listener.halted(LANE, Optional.of(halted), "mend me", Duration.ofSeconds(15));
        Position from = Position.start(LANE);
        CommitPlan.ParkedNotice kept =
                new CommitPlan.ParkedNotice(TestChanges.inserted(1), new ProjectionName("list_summary"), "it is bad");
        Position to = from.after(TestChanges.inserted(1), Instant.EPOCH);
        listener.applied(
                new CommitPlan(from, to, List.of(), List.of(), List.of(TestChanges.inserted(1)), List.of(kept)),
                1,
                Duration.ZERO);

        assertThat(events.list)
                .hasSize(4)
                .allSatisfy(
                        event -> assertThat(json(event).get("lane").asText()).isEqualTo("things/shardId-1"));
        assertThat(json(events.list.get(1)).get("change").asText()).isEqualTo("things/id=a@7");
        JsonNode parked = json(events.list.getLast());
        assertThat(parked.get("change").asText()).isEqualTo("things/id=thing-1@1");
        assertThat(parked.get("projection").asText()).isEqualTo("list_summary");
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void for_people_only_what_the_message_does_not_tell_is_added() {
        FieldsConverter fields = new FieldsConverter();
        log.info("nothing is known");
        try (LogFields _ = LogFields.of(LANE)) {
            log.info("lane {} goes on", LANE);
            log.info("a library says something");
        }

        assertThat(events.list)
                .extracting(fields::convert)
                .containsExactly("", "", " [lane=things/shardId-1, shard=shardId-1, table=things]");
    }

    @Test
    void fields_end_with_what_they_are_about_and_leave_those_of_others() {
        MDC.put("request", "r1");
        try (LogFields _ = LogFields.of(LANE)) {
            try (LogFields _ = LogFields.of(new Lane(TestChanges.TABLE, new ShardId("shardId-2")))) {
                assertThat(MDC.get("shard")).isEqualTo("shardId-2");
            }
            assertThat(MDC.get("shard")).isEqualTo("shardId-1");
            assertThat(MDC.get("request")).isEqualTo("r1");
        }
        assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("request");
        MDC.clear();
    }

    private JsonNode json(ILoggingEvent event) {
        try {
            return new ObjectMapper().readTree(encoder.encode(event));
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    private String line() {
        return new String(encoder.encode(events.list.getLast()), StandardCharsets.UTF_8);
    }
}
