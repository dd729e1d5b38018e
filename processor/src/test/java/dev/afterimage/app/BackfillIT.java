package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Cli;
import dev.afterimage.config.Loaded;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSwitch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Tables that were full before they had a stream, and workers that load them while people go on. */
class BackfillIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> LISTS = List.of("L1", "L2", "L3");
    private static final int OLDER = 240;
    private static final int CHANGES = 200;

    private final AfterimageProgram program = new AfterimageProgram();
    private final Random random = new Random(7);
    private int written;

    @TempDir
    private Path folder;

    @BeforeEach
    void items_that_are_older_than_the_streams() {
        List.of("lists", "items").forEach(table -> stream(table, false));
        LISTS.forEach(list -> client.putItem(request -> request.tableName("lists")
                .item(Map.of("id", text(list), "user_id", text("U1"), "title", text("title of " + list)))));
        for (int i = 0; i < OLDER; i++) {
            put(LISTS.get(i % LISTS.size()), i);
        }
        List.of("lists", "items").forEach(table -> stream(table, true));
    }

    @Test
    void two_workers_one_of_which_dies_load_all_there_is_while_changes_go_on() throws InterruptedException {
        assertThat(cli("tables", "create").exitCode()).isZero();
        assertThat(cli("backfill", "start", "lists").out()).isEqualTo("the backfill of lists is scanning\n");
        Printed started = cli("backfill", "start", "items", "--segments", "4", "--read-units", "30");
        assertThat(started.exitCode()).as(started.err()).isZero();

        try (WorkerProcess first = worker("first");
                WorkerProcess second = worker("second")) {
            change(CHANGES / 2);
            await().atMost(SOON).until(() -> read() > OLDER / 4);
            first.kill();
            change(CHANGES / 2);
            await().atMost(SOON).until(() -> isDone("lists") && isDone("items"));
            change(20);
            await().atMost(SOON).untilAsserted(() -> assertThat(summaries()).isEqualTo(expected()));
            assertThat(second.terminate(15)).isZero();
        }

        Printed verified = cli("audit", "verify");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).startsWith("audit continuous");
        assertThat(rows("afterimage_backfills"))
                .noneMatch(row -> row.string("place").equals(Optional.of("fence")));
        assertThat(rows("list_summary"))
                .allSatisfy(row -> assertThat(row.string("title").orElse("")).startsWith("title of "));
        assertThat(cli("backfill", "status", "items", "--verbose").out()).contains("done", "100 %", "SEGMENT");
    }

    @Test
    void what_came_too_late_is_refused_and_says_why() {
        assertThat(cli("tables", "create").exitCode()).isZero();
        try (Afterimage worker =
                Afterimage.start(((Loaded.Valid) program.configs(Map.of()).embedded(dynamo.endpoint())).config())) {
            put("L1", 0);
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() >= 1);
        }

        Printed refused = cli("backfill", "start", "items");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("was there before its table was followed");
        assertThat(cli("backfill", "status", "items").err()).contains("there is no backfill of items");
        assertThat(cli("backfill", "pause", "items").err()).contains("there is no backfill of items");
        assertThat(cli("backfill", "start", "nonsense").exitCode()).isEqualTo(2);
    }

    private WorkerProcess worker(String name) {
        return WorkerProcess.start(dynamo.endpoint(), folder.resolve(name + ".log"));
    }

    private long read() {
        String json = cli("backfill", "status", "items", "-o", "json").out();
        return Long.parseLong(json.replaceAll("(?s).*\"read\":([0-9]+).*", "$1"));
    }

    private boolean isDone(String table) {
        return cli("backfill", "status", table, "-o", "json").out().contains("\"state\":\"done\"");
    }

    /** Inserts, changes and deletes, of old items and of new ones. */
    private void change(int times) {
        for (int i = 0; i < times; i++) {
            int number = random.nextInt(OLDER + 60);
            String list = LISTS.get(number % LISTS.size());
            if (random.nextInt(4) == 0) {
                client.deleteItem(request -> request.tableName("items").key(key(list, number)));
            } else {
                put(list, number);
            }
        }
    }

    private void put(String list, int number) {
        Map<String, AttributeValue> item = new HashMap<>(key(list, number));
        item.put("done", AttributeValue.fromBool(random.nextBoolean()));
        item.put("description", text("text " + written++));
        client.putItem(request -> request.tableName("items").item(item));
    }

    private static Map<String, AttributeValue> key(String list, int number) {
        return Map.of("list_id", text(list), "datetime", text(String.format("2026-01-01T00:00:00.%06d", number)));
    }

    /** For each list, how many items it has and how many are done, by the summaries. */
    private Map<String, List<Integer>> summaries() {
        return rows("list_summary").stream()
                .collect(Collectors.toMap(
                        row -> row.string("list_id").orElseThrow(),
                        row -> List.of(number(row, "item_count"), number(row, "done_count")),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** The same, by the items themselves. */
    private Map<String, List<Integer>> expected() {
        Map<String, List<Integer>> expected = new TreeMap<>();
        LISTS.forEach(list -> expected.put(list, List.of(0, 0)));
        rows("items")
                .forEach(item -> expected.computeIfPresent(
                        item.string("list_id").orElseThrow(),
                        (list, counts) -> List.of(
                                counts.get(0) + 1,
                                counts.get(1) + (item.bool("done").orElse(false) ? 1 : 0))));
        return expected;
    }

    private static int number(Item row, String name) {
        return row.number(name).map(BigDecimal::intValueExact).orElse(0);
    }

    private List<Item> rows(String table) {
        return client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    private void stream(String table, boolean enabled) {
        client.updateTable(request -> request.tableName(table).streamSpecification(specification -> {
            specification.streamEnabled(enabled);
            if (enabled) {
                specification.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
            }
        }));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
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
