package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cli.Cli;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConsoleConfig;
import dev.afterimage.config.Loaded;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.testing.EveryType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of source tables that are put back while a worker follows them. */
class UndoIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TOKEN = "a-token-for-this-test";
    private static final Map<String, String> ALLOWED = Map.of("AFTERIMAGE_UNDO_ALLOW", "true");
    private static final String OF_ITEM = "/api/undo/items/{table}/{key}";
    private static final String ITEM = "/api/undo/items/lists/L1";

    private final AfterimageProgram program = new AfterimageProgram();

    @Test
    void an_item_is_put_back_by_name_and_the_log_and_the_views_follow() {
        try (Afterimage worker = Afterimage.start(config())) {
            put("L1", "Cake");
            Optional<Item> cake = list("L1");
            put("L1", "Pie");
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 2);
            int port = worker.console().orElseThrow().getPort();
            String first = changes(port).path(1).path("sequence").asText();

            JsonNode preview = valid("GET " + OF_ITEM, HttpCall.get(port, ITEM + "?to=" + first), 200);
            assertThat(preview.path("differences").findValuesAsText("path")).containsExactly("title");
            String form = "reason=a+bad+deploy&to=" + first + "&seen="
                    + preview.path("seen").asText();
            put("L1", "Tea");
            valid("POST " + OF_ITEM, post(port, form), 409);
            assertThat(title("lists", "id", "L1")).contains("Tea");

            String seen = valid("GET " + OF_ITEM, HttpCall.get(port, ITEM + "?to=" + first), 200)
                    .path("seen")
                    .asText();
            JsonNode end = valid("POST " + OF_ITEM, post(port, form.replaceAll("seen=.*", "seen=" + seen)), 200);
            assertThat(end.path("outcome").asText()).isEqualTo("done");
            assertThat(list("L1")).isEqualTo(cake);

            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 4);
            JsonNode newest = changes(port).path(0);
            assertThat(newest.at("/undo/operator").asText()).isEqualTo("Ada");
            assertThat(newest.at("/undo/reason").asText()).isEqualTo("a bad deploy");
            assertThat(newest.at("/undo/outcome").asText()).isEqualTo("DONE");
            assertThat(title("list_summary", "list_id", "L1")).contains("Cake");
        }
        assertThat(cli("audit", "verify").out()).isEqualTo("audit continuous: 4 entries of 1 items\n");
    }

    @Test
    void all_that_a_bad_import_did_is_put_back_by_the_verb() {
        put("L1", "Cake");
        put("L2", "Bread");
        dynamo.dilateTime(Duration.ofHours(2));
        try (Afterimage worker = Afterimage.start(config())) {
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 2);
            put("L1", "Pie");
            client.deleteItem(request -> request.tableName("lists").key(Map.of("id", text("L2"))));
            put("L3", "New");
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 5);
            await().atMost(SOON).until(() -> found() == 3);

            Printed preview = undo("--dry-run");
            assertThat(preview.exitCode()).as(preview.err()).isEqualTo(1);
            assertThat(preview.out())
                    .contains("~ title: \"Pie\" → \"Cake\"", "+ title: \"Bread\"", "cannot put back lists/id=L3")
                    .contains("2 items would be put back, for about 2 write units", "1 cannot be put back");
            assertThat(title("lists", "id", "L1")).contains("Pie");

            Printed done = undo("--yes", "--operator", "ann", "--reason", "a bad import");
            assertThat(done.out()).contains("put back lists/id=L1\n", "put back lists/id=L2\n", "2 items put back");
            assertThat(title("lists", "id", "L1")).contains("Cake");
            assertThat(title("lists", "id", "L2")).contains("Bread");

            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 7);
            assertThat(title("list_summary", "list_id", "L2")).contains("Bread");
            assertThat(cli("audit", "show", "lists/L2", "--limit", "1").out())
                    .contains("INSERT  lists/id=L2", "put back to what it was after #", "by ann", "a bad import");
        }
        assertThat(cli("audit", "verify").out()).isEqualTo("audit continuous: 7 entries of 3 items\n");
    }

    private Printed undo(String... more) {
        String[] verb = {"audit", "undo", "--table", "lists", "--since", "1h", "--to", "1h"};
        String[] all = Arrays.copyOf(verb, verb.length + more.length);
        System.arraycopy(more, 0, all, verb.length, more.length);
        return cli(all);
    }

    private long found() {
        return cli("audit", "search", "lists", "--since", "1h", "-o", "json")
                .out()
                .lines()
                .filter(line -> line.contains("\"operation\""))
                .count();
    }

    private static JsonNode changes(int port) {
        HttpCall call = HttpCall.get(port, "/api/items/lists/L1/changes");
        return valid("GET /api/items/{table}/{key}/changes", call, 200).path("changes");
    }

    private static HttpCall post(int port, String form) {
        return HttpCall.post(port, ITEM, form)
                .with("Authorization", "Bearer " + TOKEN)
                .with("Afterimage-Operator", "Ada");
    }

    private static JsonNode valid(String operation, HttpCall call, int status) {
        HttpCall.Answer answer = call.send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return ApiDescription.valid(operation, answer);
    }

    private Optional<Item> list(String id) {
        Map<String, AttributeValue> found = client.getItem(request ->
                        request.tableName("lists").key(Map.of("id", text(id))).consistentRead(true))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    private Optional<String> title(String table, String key, String id) {
        return Optional.ofNullable(client.getItem(request -> request.tableName(table)
                                .key(Map.of(key, text(id)))
                                .consistentRead(true))
                        .item()
                        .get("title"))
                .map(AttributeValue::s);
    }

    /** But for empty maps, which the streams of DynamoDB Local lose. */
    private void put(String id, String title) {
        Map<String, AttributeValue> list = new LinkedHashMap<>(EveryType.attributes());
        list.keySet().removeAll(Set.of("empty_map", "list", "map", "nested"));
        list.put("id", text(id));
        list.put("user_id", text("U1"));
        list.put("title", text(title));
        client.putItem(request -> request.tableName("lists").item(list));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private Config config() {
        Config config = ((Loaded.Valid) program.configs(ALLOWED).embedded(dynamo.endpoint())).config();
        return ConsoleConfig.atAnyPort(config, TOKEN);
    }

    /** What a verb printed. */
    private record Printed(int exitCode, String out, String err) {}

    private Printed cli(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = Cli.commandLine(program, ALLOWED, patience -> new StopSwitch())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--endpoint=" + dynamo.endpoint();
        return new Printed(cli.execute(all), out.toString(), err.toString());
    }
}
