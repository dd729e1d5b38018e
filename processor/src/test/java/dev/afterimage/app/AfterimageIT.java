package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Cli;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.telemetry.Freshness;
import dev.afterimage.telemetry.LaneFreshness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AfterimageIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AfterimageProgram program = new AfterimageProgram();
    private final URI endpoint = dynamo.endpoint();

    @Test
    void derives_audits_and_tells_what_it_did() {
        try (Afterimage worker = Afterimage.start(config())) {
            put("lists", Map.of("id", "L1", "user_id", "U1", "title", "Cake"));
            put("guests", Map.of("list_id", "L1", "user_id", "U2"));
            put("lists", Map.of("id", "L1", "user_id", "U1", "title", "Pie"));
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 3);

            assertThat(row("list_summary", Map.of("list_id", "L1")))
                    .containsEntry("title", AttributeValue.fromS("Pie"))
                    .containsEntry("guest_count", AttributeValue.fromN("1"));
            assertThat(cli("audit", "show", "lists/L1"))
                    .extracting(Printed::exitCode, printed -> printed.out().contains("~ title: \"Cake\" → \"Pie\""))
                    .containsExactly(0, true);
            assertThat(cli("audit", "show", "guests/L1/U2", "-o", "json").out()).contains("\"operation\":\"INSERT\"");
            assertThat(cli("audit", "verify").out()).isEqualTo("audit continuous: 3 entries of 2 items\n");
            assertThat(cli("expirations", "list").out()).contains("nothing lapsed");
            assertThat(cli("tables", "check").exitCode()).isZero();
            assertThat(cli("status").out().lines())
                    .hasSize(5)
                    .filteredOn(line -> line.startsWith("lists "))
                    .singleElement()
                    .asString()
                    .contains(worker.workerId(), "none");
        }
    }

    @Test
    void tells_how_old_what_waits_is_while_a_lane_is_halted_and_after_its_worker_is_gone() {
        try (Afterimage worker = Afterimage.start(config())) {
            client.deleteTable(request -> request.tableName("list_summary"));
            Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);
            put("lists", Map.of("id", "L1", "user_id", "U1", "title", "Cake"));

            await().atMost(SOON)
                    .until(() -> worker.tallies().halted().size() == 1
                            && worker.freshness().lanes().size() == 4);
            Freshness freshness = worker.freshness();

            LaneFreshness halted = freshness.oldest().orElseThrow();
            assertThat(halted.lane().table()).isEqualTo(new TableName("lists"));
            assertThat(halted.unapplied().oldest().orElseThrow()).isBetween(before, Instant.now());
            assertThat(freshness.longestUnread().orElseThrow()).isAfter(before);
            assertThat(cli("status", "-o", "json").out().lines())
                    .filteredOn(line -> line.contains("\"table\":\"lists\""))
                    .singleElement()
                    .asString()
                    .contains("\"owner\":\"" + worker.workerId(), "\"lag\":\"behind\"");
        }
        assertThat(cli("status", "-o", "json").out().lines())
                .filteredOn(line -> line.contains("\"lag\":\"behind\""))
                .singleElement()
                .asString()
                .contains("\"table\":\"lists\"", "\"owner\":null", "\"alarm\":\"none\"");
    }

    @Test
    void closing_twice_is_closing_once_and_the_id_is_free_again() {
        Afterimage worker = Afterimage.start(config());
        String id = worker.workerId();
        worker.close();
        worker.close();

        assertThat(worker.ended()).isCompleted();
        try (Afterimage again = Afterimage.start(config())) {
            assertThat(again.workerId()).isEqualTo(id);
        }
    }

    @Test
    void says_all_at_once_what_keeps_it_from_starting() {
        client.deleteTable(request -> request.tableName("guests"));
        client.deleteTable(request -> request.tableName("items"));

        assertThatThrownBy(() -> Afterimage.start(config())).hasMessageContainingAll("guests", "items");
        assertThat(program.explain(failureOf(() -> Afterimage.start(config())))).isPresent();
        Printed check = cli("tables", "check");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().lines())
                .filteredOn(line -> !line.endsWith("  ok") && !line.startsWith("TABLE"))
                .extracting(line -> line.substring(0, 10))
                .containsExactly("guests    ", "items     ");
    }

    @Test
    void in_production_it_creates_nothing_and_lists_every_missing_table() {
        Blueprint blueprint = new Blueprint(config());
        try (AwsClients clients = AwsClients.open(blueprint.access())) {
            TablePreparation preparation = new TablePreparation(clients, blueprint.tables());

            assertThatThrownBy(() -> preparation.prepare(false))
                    .isInstanceOf(UnfitTablesException.class)
                    .hasMessageContainingAll(
                            "afterimage_positions",
                            "afterimage_audit",
                            "afterimage_expirations",
                            "afterimage_feed",
                            "afterimage_parked",
                            "afterimage_projections",
                            "afterimage_backfills",
                            "list_summary",
                            "user_lists",
                            "due_items",
                            "afterimage_leases_items",
                            "tables create");
        }
        assertThat(client.listTables().tableNames()).containsExactlyInAnyOrder("users", "lists", "guests", "items");

        assertThat(cli("tables", "create").out().lines())
                .filteredOn(line -> line.endsWith("created"))
                .hasSize(16);
        assertThat(cli("tables", "create").out().lines())
                .filteredOn(line -> line.endsWith("ok"))
                .hasSize(20);
    }

    @Test
    void says_where_nothing_answers() {
        dynamo.close();

        Printed printed = cli("status");

        assertThat(printed.exitCode()).isEqualTo(1);
        assertThat(printed.err())
                .startsWith("afterimage: DynamoDB does not answer (")
                .hasLineCount(1);
    }

    private static Throwable failureOf(Runnable action) {
        try {
            action.run();
            throw new AssertionError("nothing failed");
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    private Config config() {
        return ((Loaded.Valid) program.configs(Map.of()).embedded(endpoint)).config();
    }

    private void put(String table, Map<String, String> attributes) {
        client.putItem(request -> request.tableName(table).item(item(attributes)));
    }

    private Map<String, AttributeValue> row(String table, Map<String, String> key) {
        return client.getItem(request -> request.tableName(table).key(item(key)))
                .item();
    }

    private static Map<String, AttributeValue> item(Map<String, String> attributes) {
        Map<String, AttributeValue> item = new HashMap<>();
        attributes.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
        return item;
    }

    /** What a verb printed. */
    private record Printed(int exitCode, String out, String err) {}

    private Printed cli(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = Cli.commandLine(program, Map.of(), patience -> new StopSwitch())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--endpoint=" + endpoint;
        return new Printed(cli.execute(all), out.toString(), err.toString());
    }
}
