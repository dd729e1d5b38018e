package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.cli.Cli;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Redrive;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.ProjectionName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Parked changes from the stream to the operator's verbs. */
class ParkedIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofMinutes(2);

    /** A list may have such a title, but not a summary in which somebody else has put {@link #PADDING}. */
    private static final String HUGE = "x".repeat(390_000);

    private static final String PADDING = "y".repeat(30_000);

    private final AfterimageProgram program = new AfterimageProgram();

    @Test
    void what_dynamodb_refuses_waits_with_all_that_follows_until_it_is_discarded() {
        try (Afterimage worker = Afterimage.start(config())) {
            client.putItem(request -> request.tableName("list_summary")
                    .item(Map.of("list_id", AttributeValue.fromS("L1"), "padding", AttributeValue.fromS(PADDING))));
            put("L1", "Cake");
            put("L1", HUGE);
            await().atMost(SOON).until(() -> worker.tallies().totals().parked() == 1);
            put("L1", "Pie");
            put("L2", "Tea");
            await().atMost(SOON)
                    .until(() -> worker.tallies().totals().parked() == 2
                            && worker.tallies().totals().applied() == 2);
        }
        assertThat(title("L1")).contains("Cake");
        assertThat(cli("audit", "verify").out()).isEqualTo("audit continuous: 4 entries of 2 items\n");

        Printed refused = cli("parked", "redrive", "list_summary", "lists/L1");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("refused lists/id=L1 ").contains("maximum allowed size", "stays parked");
        assertThat(title("L1")).contains("Cake");

        Printed discarded =
                cli("parked", "discard", "list_summary", "lists/L1", "--reason", "too long", "--operator", "ann");
        assertThat(discarded.exitCode()).as(discarded.err()).isZero();
        assertThat(cli("parked", "redrive", "list_summary", "lists/L1", "--dry-run")
                        .out())
                .contains("would apply lists/id=L1", "    update list_summary/list_id=L1", "\"Pie\"");
        assertThat(title("L1")).contains("Cake");
        Printed redriven = cli("parked", "redrive", "list_summary", "lists/L1");
        assertThat(redriven.exitCode()).as(redriven.out()).isZero();

        assertThat(title("L1")).contains("Pie");
        assertThat(cli("parked", "list", "--projection", "list_summary").out()).isEqualTo("nothing is parked\n");
        assertThat(cli("audit", "show", "lists/L1").out())
                .contains("discarded for list_summary by ann at ", ": too long")
                .contains("redriven for list_summary by " + System.getProperty("user.name"));
        assertThat(cli("audit", "verify").out()).isEqualTo("audit continuous: 4 entries of 2 items\n");
    }

    @Test
    void the_worker_goes_on_with_an_item_that_waits_no_more() {
        assertThat(cli("tables", "create").exitCode()).isZero();
        park(new Change.Inserted(id("L1", 1), Instant.EPOCH, list("L1", "Cake")));
        assertThat(cli("parked", "show", "list_summary", "lists/L1").out()).contains("+ title: \"Cake\"", "by hand");
        assertThat(cli("parked", "list", "-o", "json").out()).contains("\"item\":\"lists/id=L1\",\"waiting\":1");

        try (Afterimage worker = Afterimage.start(config())) {
            put("L1", "Pie");
            await().atMost(SOON).until(() -> worker.tallies().totals().parked() == 1);
            assertThat(title("L1")).isEmpty();

            assertThat(cli("parked", "redrive", "--all").out()).endsWith("2 changes applied\n");
            assertThat(title("L1")).contains("Pie");
            put("L1", "Tea");
            await().atMost(SOON).until(() -> title("L1").equals(Optional.of("Tea")));
        }
        assertThat(cli("parked", "list").out()).isEqualTo("nothing is parked\n");
    }

    private void park(Change change) {
        ParkedChange parked =
                new ParkedChange(new ProjectionName("list_summary"), change, Instant.now(), "by hand", 0, 0, 1);
        Redrive commit = new Redrive(
                List.of(ParkedRows.mark(parked.item(), change, "by hand", Optional.empty(), Instant.now())),
                ParkedRows.entry(parked));
        Blueprint blueprint = new Blueprint(config());
        try (AwsClients clients = AwsClients.open(blueprint.access())) {
            assertThat(new DynamoCommitter(clients.tables(), blueprint.naming()).commit(commit))
                    .isInstanceOf(CommitOutcome.Applied.class);
        }
    }

    private Optional<String> title(String list) {
        return Optional.ofNullable(client.getItem(request -> request.tableName("list_summary")
                                .key(Map.of("list_id", AttributeValue.fromS(list)))
                                .consistentRead(true))
                        .item()
                        .get("title"))
                .map(AttributeValue::s);
    }

    private void put(String list, String title) {
        client.putItem(
                request -> request.tableName("lists").item(list(list, title).attributes()));
    }

    private static Item list(String id, String title) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", AttributeValue.fromS(id));
        item.put("user_id", AttributeValue.fromS("U"));
        item.put("title", AttributeValue.fromS(title));
        return Item.of(item);
    }

    private static ChangeId id(String list, long sequence) {
        return new ChangeId(new TableName("lists"), ItemKey.of("id", list), SequenceNumber.of(Long.toString(sequence)));
    }

    private Config config() {
        return ((Loaded.Valid) program.configs(Map.of()).embedded(dynamo.endpoint())).config();
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
        all[arguments.length] = "--endpoint=" + dynamo.endpoint();
        return new Printed(cli.execute(all), out.toString(), err.toString());
    }
}
