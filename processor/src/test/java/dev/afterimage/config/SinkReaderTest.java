package dev.afterimage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.config.SinkConfig.Target;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.SinkName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkReaderTest {
    private static final String BEGINNING = "sources: [{table: items, ttl_attribute: ttl}]\nexpirations:\n  sinks:\n";

    @TempDir
    private Path folder;

    @Test
    void reads_every_type_with_its_defaults() throws IOException {
        List<SinkConfig> sinks = sinks("""
                    - {name: hook, type: webhook, url: 'https://h.example/x', secret: 'env:SECRET'}
                    - {name: queue, type: sqs, queue: 'https://sqs.eu-west-1.amazonaws.com/1/q'}
                    - {name: topic, type: sns, topic: 'arn:aws:sns:eu-west-1:123456789012:t.fifo'}
                    - {name: bus, type: eventbridge, bus: default}
                """);

        assertThat(sinks)
                .containsExactly(
                        sink(
                                "hook",
                                new Target.Webhook(
                                        URI.create("https://h.example/x"),
                                        new SecretReference.InEnvironment("SECRET"),
                                        Duration.ofSeconds(10)),
                                1),
                        sink(
                                "queue",
                                new Target.Sqs(URI.create("https://sqs.eu-west-1.amazonaws.com/1/q"), Optional.empty()),
                                10),
                        sink(
                                "topic",
                                new Target.Sns("arn:aws:sns:eu-west-1:123456789012:t.fifo", Optional.empty()),
                                10),
                        sink("bus", new Target.EventBridge("default", Optional.empty()), 10));
    }

    @Test
    void reads_every_key() throws IOException {
        assertThat(sinks("""
                    - name: hook
                      type: webhook
                      url: http://hooks.internal:8080/x
                      secret: file:/run/secret
                      timeout: 2s
                      plain_http: true
                      batch: 20
                      image: none
                      start: 2026-07-01T00:00:00Z
                      refused: skip
                """))
                .containsExactly(new SinkConfig(
                        new SinkName("hook"),
                        new Target.Webhook(
                                URI.create("http://hooks.internal:8080/x"),
                                new SecretReference.InFile(Path.of("/run/secret")),
                                Duration.ofSeconds(2)),
                        20,
                        ImageForm.NONE,
                        Optional.of(Instant.parse("2026-07-01T00:00:00Z")),
                        true));
    }

    @Test
    void reports_every_mistake_with_its_line() throws IOException {
        assertThat(mistakes("""
                    - {type: webhook, url: 'http://other.example/'}
                    - {name: Hook, type: http}
                    - {name: queue, type: sqs, topic: 'arn:aws:sns:eu-west-1:123456789012:t', batch: 11}
                    - {name: queue, type: eventbridge, bus: default, secret: mine}
                    - {name: hook, type: webhook, url: 'https://me:pass@h.example/', secret: 'env:AFTERIMAGE_SECRET'}
                """))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("4:", "sinks[0].name is missing"),
                        problem ->
                                assertThat(problem).contains("4:", "sinks[0].secret is missing: write where it stands"),
                        problem -> assertThat(problem).contains("4:", "sinks[0].url is plain http to another machine"),
                        problem -> assertThat(problem).contains("5:", "sinks[1].name is \"Hook\""),
                        problem -> assertThat(problem).contains("5:", "one of eventbridge, sns, sqs, webhook"),
                        problem -> assertThat(problem).contains("6:", "sinks[2].queue is missing"),
                        problem -> assertThat(problem).contains("6:", "sinks[2].topic is not for a sink of type sqs"),
                        problem -> assertThat(problem).contains("6:", "sinks[2].batch is \"11\": write a whole number"),
                        problem -> assertThat(problem).contains("7:", "sinks[3].name is queue, which is there already"),
                        problem -> assertThat(problem).contains("7:", "sinks[3].secret is \"mine\""),
                        problem -> assertThat(problem).contains("8:", "sinks[4].url holds a user or a password"),
                        problem -> assertThat(problem).contains("8:", "sinks[4].secret is"));
    }

    @Test
    void with_made_up_credentials_aws_cannot_be_called() throws IOException {
        String embedded = "aws: {embedded: true, endpoint: 'http://127.0.0.1:8000'}\n" + BEGINNING;

        assertThat(load(embedded + "    - {name: bus, type: eventbridge, bus: default}\n", Map.of()))
                .isInstanceOfSatisfying(
                        Loaded.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .contains("sinks[0].endpoint is missing: with aws.embedded credentials are made up"));
        assertThat(load(
                        embedded + "    - {name: b, type: eventbridge, bus: b, endpoint: 'http://127.0.0.1:1'}\n",
                        Map.of()))
                .isInstanceOf(Loaded.Valid.class);
    }

    @Test
    void the_environment_adds_a_sink() throws IOException {
        Loaded loaded = load(
                "sources: [{table: items}]",
                Map.of(
                        "AFTERIMAGE_EXPIRATIONS_SINKS_0_NAME", "bus",
                        "AFTERIMAGE_EXPIRATIONS_SINKS_0_TYPE", "eventbridge",
                        "AFTERIMAGE_EXPIRATIONS_SINKS_0_BUS", "default"));

        assertThat(((Loaded.Valid) loaded).config().expirations().sinks())
                .containsExactly(sink("bus", new Target.EventBridge("default", Optional.empty()), 10));
    }

    @Test
    void on_time_needs_a_time_to_live() throws IOException {
        assertThat(load("sources: [{table: items}]\nexpirations: {on_time: true}", Map.of()))
                .isInstanceOfSatisfying(
                        Loaded.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .contains("2:", "expirations.on_time is true, and no source has a ttl_attribute"));
    }

    private static SinkConfig sink(String name, Target target, int batch) {
        return new SinkConfig(new SinkName(name), target, batch, ImageForm.TYPED, Optional.empty(), false);
    }

    private List<SinkConfig> sinks(String yaml) throws IOException {
        Loaded loaded = load(BEGINNING + yaml, Map.of());
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config().expirations().sinks();
    }

    private List<String> mistakes(String yaml) throws IOException {
        Loaded loaded = load(BEGINNING + yaml, Map.of());
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        return ((Loaded.Invalid) loaded)
                .problems().stream().map(Object::toString).toList();
    }

    private Loaded load(String yaml, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("afterimage.yaml"), yaml);
        return new ConfigLoader(Set.of(), List.of(), environment).load(file);
    }
}
