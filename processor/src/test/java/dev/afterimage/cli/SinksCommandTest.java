package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStateSamples;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpirySamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksCommandTest {
    private static final Instant AT = CliRun.NOW.minusSeconds(90);
    private static final ExpiryEvent ONE = ExpirySamples.deleted(1, "L1", AT);
    private static final ExpiryEvent TWO = ExpirySamples.deleted(2, "L2", AT.plusSeconds(30));

    private final FakeProgram program = new FakeProgram();

    @TempDir
    private Path folder;

    private String config = "";

    @BeforeEach
    void configure() throws Exception {
        Path file = Files.writeString(folder.resolve("afterimage.yaml"), """
                sources: [{table: items}]
                expirations:
                  sinks:
                    - {name: hook, type: webhook, url: 'https://h.example/x', secret: 'env:S'}
                    - {name: queue, type: sqs, queue: 'https://sqs.eu-west-1.amazonaws.com/1/q'}
                """);
        config = "--config=" + file;
        program.logs.events.add(ONE);
        program.logs.events.add(TWO);
    }

    @Test
    void shows_each_sink_with_its_trouble() {
        program.sinks.put(SinkStateSamples.refusing("hook", "w1", ONE, EventId.of(TWO), CliRun.NOW.minusSeconds(60)));
        program.sinks.put(SinkStateSamples.following("old", "w2", TWO));

        assertThat(run("sinks").lines())
                .containsExactly(
                        "SINK   TYPE     STATE           WORKER  DELIVERED  LAG    TROUBLE",
                        "hook   webhook  HALTED          w1      1          1m 0s  event " + EventId.of(TWO)
                                + ": https://h.example/x answers 422 (3 times since 2026-07-01T11:59:00Z)",
                        "old    -        not configured  w2      1          none   -",
                        "queue  sqs      not begun       -       -          -      -");
    }

    @Test
    void scripts_read_an_object_a_line() {
        program.sinks.put(SinkStateSamples.refusing("hook", "w1", ONE, EventId.of(TWO), CliRun.NOW.minusSeconds(60)));

        CliRun run = run("sinks", "--output", "json");

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().getFirst())
                .contains(
                        "\"sink\":\"hook\"",
                        "\"state\":\"HALTED\"",
                        "\"delivered\":1",
                        "\"lag_seconds\":60",
                        "\"refused_event\":\"" + EventId.of(TWO) + "\"");
    }

    @Test
    void lets_a_sink_leave_out_the_event_that_it_is_halted_at() {
        program.sinks.put(SinkStateSamples.refusing("hook", "w1", ONE, EventId.of(TWO), AT));

        CliRun run = run("skip", "hook", EventId.of(TWO).value());

        assertThat(run.exitCode()).isZero();
        assertThat(program.sinks.of(new SinkName("hook")).orElseThrow().skip()).contains(EventId.of(TWO));
    }

    @Test
    void leaves_out_nothing_else() {
        program.sinks.put(SinkStateSamples.refusing("hook", "w1", ONE, EventId.of(TWO), AT));
        program.sinks.put(SinkStateSamples.following("old", "w2", TWO));

        assertThat(run("skip", "hook", EventId.of(ONE).value()).err())
                .contains("sink hook is not halted at event " + EventId.of(ONE) + ", but at " + EventId.of(TWO));
        assertThat(run("skip", "old", EventId.of(TWO).value()).err()).contains("sink old is not halted at event");
        assertThat(run("skip", "nobody", "x").err()).contains("nothing was ever delivered to a sink nobody");
        assertThat(run("skip", "No Name", "x").exitCode()).isEqualTo(2);
        assertThat(program.sinks.of(new SinkName("hook")).orElseThrow().skip()).isEmpty();
    }

    private CliRun run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "expirations";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = config;
        return CliRun.of(program, CliRun.NOBODY, Map.of(), all);
    }
}
