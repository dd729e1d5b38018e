package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cli.Cli;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** From derived rows to the changes that wrote them, as a worker keeps it. */
class RowLinksIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final AfterimageProgram program = new AfterimageProgram();
    private final List<Double> units = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void a_row_leads_to_every_change_of_every_table_that_wrote_it_since_links_are_kept() throws IOException {
        work(config(false), () -> put("lists", Map.of("id", "L1", "user_id", "U1", "title", "Cake")));
        work(config(true), () -> put("lists", Map.of("id", "L2", "user_id", "U1", "title", "Pie")));
        assertThat(units.getLast() - units.getFirst())
                .as("the write units of the links of a change that writes two rows, in transactions one each here")
                .isEqualTo(2.0);
        work(config(true), () -> put("guests", Map.of("list_id", "L2", "user_id", "U2")));
        Path file = config(true);

        try (Afterimage worker = Afterimage.start(loaded(file))) {
            int port = worker.console().orElseThrow().getPort();
            assertThat(changes(port, "list_summary/L2").findValuesAsText("item"))
                    .containsExactlyInAnyOrder("guests/list_id=L2&user_id=U2", "lists/id=L2");
            assertThat(changes(port, "user_lists/U2%2Fguest%23L2").findValuesAsText("item"))
                    .containsExactly("guests/list_id=L2&user_id=U2");
            assertThat(changes(port, "list_summary/L1")).isEmpty();
        }
        assertThat(cli(file, "audit", "row", "user_lists/U1/owner#L2"))
                .contains("INSERT  lists/id=L2 #")
                .hasLineCount(1);
        assertThat(cli(file, "audit", "verify")).contains("audit continuous: 3 entries of 3 items");
        assertThat(cli(file, "audit", "row", "list_summary/L1"))
                .isEqualTo("nothing is known that wrote list_summary/list_id=L1\n");
    }

    private void work(Path config, Runnable change) {
        PipelineListener costs = new PipelineListener() {
            @Override
            public void applied(CommitPlan plan, double writeUnits, Duration took) {
                if (!plan.changes().isEmpty()) {
                    units.add(writeUnits);
                }
            }
        };
        int before = units.size();
        try (Afterimage _ = Afterimage.start(loaded(config), costs)) {
            change.run();
            await().atMost(SOON).until(() -> units.size() > before);
        }
    }

    private static JsonNode changes(int port, String row) {
        HttpCall.Answer answer = HttpCall.get(port, "/api/audit/rows/" + row).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ApiDescription.valid("GET /api/audit/rows/{table}/{key}", answer).path("changes");
    }

    private void put(String table, Map<String, String> item) {
        Map<String, AttributeValue> values = new HashMap<>();
        item.forEach((name, value) -> values.put(name, AttributeValue.fromS(value)));
        client.putItem(request -> request.tableName(table).item(values));
    }

    private Path config(boolean links) throws IOException {
        return Files.writeString(folder.resolve(links + ".yaml"), """
                aws:
                  region: us-east-1
                  endpoint: %s
                  embedded: true
                sources:
                  - table: lists
                  - table: guests
                  - table: items
                projections: [list_summary, user_lists]
                console:
                  listen: 127.0.0.1:0
                audit:
                  row_links: %s
                """.formatted(dynamo.endpoint(), links));
    }

    private Config loaded(Path file) {
        Loaded loaded = program.configs(Map.of()).load(file);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private String cli(Path config, String... arguments) {
        StringWriter out = new StringWriter();
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--config=" + config;
        assertThat(Cli.commandLine(program, Map.of(), patience -> new StopSwitch())
                        .setOut(new PrintWriter(out))
                        .execute(all))
                .as(out.toString())
                .isZero();
        return out.toString();
    }
}
