package dev.afterimage.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.config.SecretReference;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.seed.traffic.Traffic;
import dev.afterimage.seed.traffic.TrafficListener;
import dev.afterimage.seed.traffic.TrafficSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A real Prometheus, with what is shipped for it, collects the figures of a worker under traffic. */
@Tag("prometheus")
class PrometheusIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TOKEN = "a-token-to-read-with";

    /** Of these there is nothing where all is well, or nothing is configured. */
    private static final List<String> MAY_BE_EMPTY =
            List.of("afterimage_sink_", "afterimage_lane_unapplied_age", "jvm_gc_pause");

    @TempDir
    private Path folder;

    @Test
    void every_query_of_the_dashboard_and_every_rule_is_answered_and_a_parked_change_alerts() throws IOException {
        try (LocalDynamo dynamo = LocalDynamo.start();
                DynamoDbClient client = dynamo.client()) {
            SampleTables.create(client);
            begin(client);
            try (Afterimage worker = Afterimage.start(config(dynamo));
                    Prometheus prometheus = Prometheus.start(Shipped.configuration(folder, target(worker), TOKEN));
                    Traffic traffic = Traffic.start(client, TrafficSettings.light(), TrafficListener.NONE)) {
                lapse(client);
                park(client);

                await().atMost(SOON).until(() -> firing(prometheus).contains("AfterimageParked"));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(unanswered(prometheus)).isEmpty());

                assertThat(traffic.failure()).isEmpty();
                assertThat(firing(prometheus)).containsExactly("AfterimageParked");
                assertThat(prometheus.rules())
                        .allSatisfy(rule -> assertThat(rule.path("health").asText())
                                .as(rule.toString())
                                .isEqualTo("ok"));
                assertThat(labelsOf(prometheus.query("ALERTS{alertname=\"AfterimageParked\"}")))
                        .contains(
                                "\"table\":\"items\"", "\"projection\":\"list_summary\"", "\"alertstate\":\"firing\"");
                assertThat(prometheus.query("count(up == 1)").toString()).contains("\"1\"");
                assertThatToolsAccept(metrics(worker));
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .as("threads that would send KCL's metrics to CloudWatch")
                        .noneMatch(name -> name.startsWith("cw-metrics"));
            }
        }
    }

    /** The queries of the dashboard without an answer that should have one. */
    private static Map<String, String> unanswered(Prometheus prometheus) throws IOException {
        Map<String, String> unanswered = new TreeMap<>();
        Shipped.queries().forEach((panel, query) -> {
            boolean empty = prometheus.query(query).isEmpty();
            if (empty && MAY_BE_EMPTY.stream().noneMatch(query::contains)) {
                unanswered.put(panel, query);
            }
        });
        return unanswered;
    }

    private static Set<String> firing(Prometheus prometheus) {
        return StreamSupport.stream(prometheus.rules().spliterator(), false)
                .filter(rule -> rule.path("state").asText().equals("firing"))
                .map(rule -> rule.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static String labelsOf(JsonNode result) {
        return result.toString();
    }

    private static void assertThatToolsAccept(String metrics) {
        Tool.Result checked =
                Tool.in(Path.of("."), "promtool", "check", "metrics").run(metrics);
        assertThat(checked.exitCode()).as(checked.output()).isZero();
    }

    private static String metrics(Afterimage worker) {
        return HttpCall.get(worker.console().orElseThrow().getPort(), "/metrics")
                .with("Authorization", "Bearer " + TOKEN)
                .send()
                .body();
    }

    private static String target(Afterimage worker) {
        return "127.0.0.1:" + worker.console().orElseThrow().getPort();
    }

    private Config config(LocalDynamo dynamo) throws IOException {
        Path token = Files.writeString(folder.resolve("worker-token"), TOKEN);
        Loaded loaded = new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint());
        return ((Loaded.Valid) loaded)
                .config()
                .withConsole(new Config.Console(
                        new Config.Listen.At(Config.Address.of("127.0.0.1:0")),
                        Optional.of(SecretReference.of("file:" + token)),
                        Optional.empty()));
    }

    /** A shard whose first record comes while it is read, DynamoDB Local may take for one that was trimmed. */
    private static void begin(DynamoDbClient client) {
        put(client, "users", Map.of("id", text("U0"), "email", text("ada@example.com")));
        put(client, "lists", Map.of("id", text("L0"), "user_id", text("U0"), "title", text("Cake")));
        put(client, "guests", Map.of("list_id", text("L0"), "user_id", text("U1")));
        put(client, "items", item("L0", "Flour"));
    }

    /** An invitation that is due already. */
    private static void lapse(DynamoDbClient client) {
        long due = Instant.now().minusSeconds(5).getEpochSecond();
        put(
                client,
                "guests",
                Map.of(
                        "list_id", text("L1"),
                        "user_id", text("U1"),
                        "expires_at", AttributeValue.fromN(Long.toString(due))));
    }

    /** An item whose list's summary is such that nothing can be added to it. */
    private static void park(DynamoDbClient client) {
        put(client, "list_summary", Map.of("list_id", text("L2"), "item_count", text("many")));
        put(client, "items", item("L2", "Cake"));
    }

    private static Map<String, AttributeValue> item(String list, String description) {
        return Map.of(
                "list_id", text(list),
                "datetime", text("D0"),
                "description", text(description),
                "done", AttributeValue.fromBool(false),
                "order", AttributeValue.fromN("1"),
                "version", AttributeValue.fromN("1"));
    }

    private static void put(DynamoDbClient client, String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
