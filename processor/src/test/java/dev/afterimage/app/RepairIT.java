package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Cli;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A stream that is gone with changes that nobody had read, and a repair of what it leaves behind, while people go on. */
class RepairIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> LISTS = List.of("L1", "L2", "L3");
    private static final int ITEMS = 120;

    private final AfterimageProgram program = new AfterimageProgram();
    private final Random random = new Random(11);
    private int written;

    @TempDir
    private Path folder;

    @Test
    void what_nobody_had_read_is_found_in_the_table_and_put_right_while_changes_go_on() throws InterruptedException {
        assertThat(cli("tables", "create").exitCode()).isZero();
        try (WorkerProcess worker = worker("before")) {
            LISTS.forEach(list -> client.putItem(request -> request.tableName("lists")
                    .item(Map.of("id", text(list), "user_id", text("U1"), "title", text("title of " + list)))));
            change(300);
            await().atMost(SOON).untilAsserted(() -> assertThat(summaries()).isEqualTo(expected()));
            assertThat(worker.terminate(15)).isZero();
        }
        change(100);
        loseTheStream("items");

        try (WorkerProcess worker = worker("after")) {
            await().atMost(SOON).until(() -> cli("audit", "verify").out().contains("gap in items"));
            change(60);
            client.putItem(request -> request.tableName("items").item(item("L1", ITEMS)));
            await().atMost(SOON).until(this::isFollowed);
            assertThat(summaries()).isNotEqualTo(expected());
            Printed broken = cli("audit", "verify");
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.out()).contains("not repaired");

            Printed started = cli("backfill", "start", "items", "--repair", "--segments", "2");
            assertThat(started.out()).as(started.err()).isEqualTo("the repair of items is scanning\n");
            change(60);
            await().atMost(SOON).until(this::isDone);
            change(20);
            await().atMost(SOON).untilAsserted(() -> assertThat(summaries()).isEqualTo(expected()));
            assertThat(worker.terminate(15)).isZero();
        }

        Printed verified = cli("audit", "verify");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .startsWith("audit continuous")
                .contains("gap in items")
                .contains(", repaired 20")
                .doesNotContain("at gaps");
        assertThat(rows("afterimage_backfills"))
                .noneMatch(row -> row.string("place").equals(Optional.of("fence")));
        assertThat(cli("audit", "search", "items", "--operation", "REPAIR").out())
                .contains("REPAIR");
    }

    /** Its shards and what nobody has read of them are gone; another begins. */
    private void loseTheStream(String table) {
        for (boolean enabled : List.of(false, true)) {
            client.updateTable(request -> request.tableName(table).streamSpecification(specification -> {
                specification.streamEnabled(enabled);
                if (enabled) {
                    specification.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
                }
            }));
        }
    }

    private WorkerProcess worker(String name) {
        return WorkerProcess.start(dynamo.endpoint(), folder.resolve(name + ".log"));
    }

    /** Whether a change is in the log that happens after all others, which went to the same shard. */
    private boolean isFollowed() {
        String last = "text " + (written - 1);
        return rows("afterimage_audit").stream()
                .anyMatch(row -> row.get("new")
                        .filter(image ->
                                image.hasM() && text(last).equals(image.m().get("description")))
                        .isPresent());
    }

    private boolean isDone() {
        return cli("backfill", "status", "items", "-o", "json").out().contains("\"state\":\"done\"");
    }

    /** Inserts, changes and deletes. */
    private void change(int times) {
        for (int i = 0; i < times; i++) {
            int number = random.nextInt(ITEMS);
            String list = LISTS.get(number % LISTS.size());
            if (random.nextInt(3) == 0) {
                client.deleteItem(request -> request.tableName("items").key(key(list, number)));
            } else {
                client.putItem(request -> request.tableName("items").item(item(list, number)));
            }
        }
    }

    private Map<String, AttributeValue> item(String list, int number) {
        Map<String, AttributeValue> item = new HashMap<>(key(list, number));
        item.put("done", AttributeValue.fromBool(random.nextBoolean()));
        item.put("description", text("text " + written++));
        return item;
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
