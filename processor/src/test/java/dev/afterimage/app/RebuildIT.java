package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Cli;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.CurrentTables;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.rebuild.Rebuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A second version of a projection, from its first row to the end of the first version, while users are at work. */
class RebuildIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final ProjectionName SUMMARY = new ProjectionName("list_summary");

    private final AfterimageProgram program = new AfterimageProgram();
    private final Random chance = new Random(11);
    private final AtomicInteger number = new AtomicInteger();

    @Test
    @Timeout(240)
    void a_new_version_is_built_compared_read_left_again_and_dropped() {
        try (Afterimage worker = Afterimage.start(config())) {
            users(150);
            settled(worker);
            assertThat(summaries("list_summary_v2", "open_count")).isEmpty();

            Traffic traffic = new Traffic();
            Printed rebuilt = cli("projections", "rebuild", "list_summary", "--version", "2", "--segments", "4");
            traffic.end();
            assertThat(rebuilt.exitCode()).as(rebuilt.out() + rebuilt.err()).isZero();
            assertThat(traffic.count.get()).as("changes during the build").isPositive();
            settled(worker);
            same("after the build");
            assertThat(cli("projections", "list").out())
                    .containsPattern("list_summary +1 +live +yes +list_summary\\b")
                    .containsPattern("list_summary +2 +live +list_summary_v2");

            assertThat(current()).contains("list_summary");
            Printed switched = cli("projections", "switch", "list_summary", "--version", "2");
            assertThat(switched.out()).isEqualTo("readers of list_summary read version 2 now: table list_summary_v2\n");
            assertThat(current()).contains("list_summary_v2");
            users(40);
            settled(worker);
            same("after the switch");
            Printed kept = cli("projections", "drop", "list_summary", "--version", "1", "--yes");
            assertThat(kept.exitCode()).isEqualTo(1);
            assertThat(kept.err()).contains("it is kept until", "--now");

            assertThat(cli("projections", "rollback", "list_summary").exitCode())
                    .isZero();
            assertThat(current()).contains("list_summary");
            users(40);
            settled(worker);
            same("after the way back");
            assertThat(cli("projections", "rollback", "list_summary").exitCode())
                    .isZero();

            Printed dropped = cli("projections", "drop", "list_summary", "--version", "1", "--yes", "--now");
            assertThat(dropped.exitCode()).as(dropped.err()).isZero();
            users(40);
            settled(worker);
            assertThat(summaries("list_summary", "done_count")).isEmpty();
            assertThat(summaries("list_summary_v2", "open_count")).isEqualTo(expected(false));
        }
    }

    @Test
    @Timeout(240)
    void what_was_interrupted_and_paused_goes_on_and_lacks_nothing() {
        try (Afterimage worker = Afterimage.start(config())) {
            users(80);
            settled(worker);
            Traffic traffic = new Traffic();
            StopSwitch stop = new StopSwitch();
            assertThat(rebuild(new Interrupting(stop, 7), stop)).isEqualTo(new RebuildEnd.Stopped());
            assertThat(rebuild(new Interrupting(stop, Integer.MAX_VALUE), new StopSwitch()))
                    .isEqualTo(new RebuildEnd.Done());

            assertThat(cli("projections", "pause", "list_summary", "--version", "2")
                            .exitCode())
                    .isZero();
            settled(worker);
            Map<String, Map<String, String>> before = summaries("list_summary_v2", "open_count");
            users(40);
            settled(worker);
            assertThat(summaries("list_summary_v2", "open_count")).isEqualTo(before);
            Printed resumed = cli("projections", "resume", "list_summary", "--version", "2");
            traffic.end();
            assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();

            settled(worker);
            same("after the pause");
        }
    }

    private RebuildEnd rebuild(RebuildListener listener, StopSwitch stop) {
        Blueprint blueprint = new Blueprint(config());
        try (AwsClients clients = AwsClients.open(blueprint.access())) {
            return new Versioning(blueprint, clients)
                    .rebuilder(new DynamoCommitter(clients.tables(), blueprint.naming()), listener)
                    .rebuild(SUMMARY, 2, new Rebuilder.Extent(3, 2), stop);
        }
    }

    /** Stops it after so many items. */
    private static final class Interrupting implements RebuildListener {
        private final StopSwitch stop;
        private final AtomicInteger left;

        Interrupting(StopSwitch stop, int items) {
            this.stop = stop;
            this.left = new AtomicInteger(items);
        }

        @Override
        public void built(String item) {
            if (left.decrementAndGet() == 0) {
                stop.raise();
            }
        }

        @Override
        public void troubled(String item, String reason) {
            throw new AssertionError(item + ": " + reason);
        }

        @Override
        public void begins(String what) {}
    }

    /** Users at work on a thread of their own. */
    private final class Traffic {
        private final StopSwitch stop = new StopSwitch();
        private final Thread thread;
        private final AtomicInteger count = new AtomicInteger();

        Traffic() {
            thread = Thread.ofPlatform().name("traffic").start(() -> {
                while (!stop.raised()) {
                    users(1);
                    count.incrementAndGet();
                }
            });
        }

        void end() {
            stop.raise();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** So many random changes of few lists, their items and guests. */
    private synchronized void users(int changes) {
        for (int i = 0; i < changes; i++) {
            String list = "L" + chance.nextInt(6);
            String item = "D" + chance.nextInt(5);
            switch (chance.nextInt(8)) {
                case 0, 1 ->
                    put(
                            "lists",
                            Map.of("id", s(list), "user_id", s("U1"), "title", s("title " + number.incrementAndGet())));
                case 2, 3, 4 ->
                    put(
                            "items",
                            Map.of(
                                    "list_id",
                                    s(list),
                                    "datetime",
                                    s(item),
                                    "done",
                                    AttributeValue.fromBool(chance.nextBoolean())));
                case 5 -> delete("items", Map.of("list_id", s(list), "datetime", s(item)));
                case 6 -> put("guests", Map.of("list_id", s(list), "user_id", s("U" + chance.nextInt(4))));
                default -> delete(chance.nextBoolean() ? "guests" : "lists", list);
            }
        }
    }

    private void put(String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    private void delete(String table, Map<String, AttributeValue> key) {
        client.deleteItem(request -> request.tableName(table).key(key));
    }

    private void delete(String table, String list) {
        delete(
                table,
                table.equals("lists")
                        ? Map.of("id", s(list))
                        : Map.of("list_id", s(list), "user_id", s("U" + chance.nextInt(4))));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    /** Waits until the views of both versions stay as they are: a last list is there, and all before it. */
    private void settled(Afterimage worker) {
        String mark = "mark-" + number.incrementAndGet();
        for (String table : List.of("lists", "items", "guests")) {
            Map<String, AttributeValue> item = new HashMap<>(Map.of("title", s(mark), "user_id", s("U9")));
            item.put(table.equals("lists") ? "id" : "list_id", s(mark));
            item.put("datetime", s("D"));
            put(table, item);
        }
        await().atMost(SOON)
                .until(() -> List.of("lists/" + mark, "items/" + mark + "/D", "guests/" + mark + "/U9").stream()
                        .allMatch(item -> cli("audit", "show", item).out().contains("INSERT")));
        assertThat(worker.tallies().totals().parked()).isZero();
    }

    /** Both versions hold what the source tables say, by this test's own reckoning and by that of the program. */
    private void same(String when) {
        assertThat(summaries("list_summary_v2", "open_count")).as(when).isEqualTo(expected(false));
        assertThat(summaries("list_summary", "done_count")).as(when).isEqualTo(expected(true));
        for (String version : List.of("1", "2")) {
            Printed compared = cli("projections", "compare", "list_summary", "--versions", version, "--source");
            assertThat(compared.exitCode())
                    .as(when + compared.out() + compared.err())
                    .isZero();
        }
        Printed both =
                cli("projections", "compare", "list_summary", "--ignore", "done_count", "--ignore", "open_count");
        assertThat(both.exitCode()).as(when + both.out() + both.err()).isZero();
        assertThat(cli("projections", "compare", "list_summary", "-o", "json").exitCode())
                .isEqualTo(1);
    }

    private Map<String, Map<String, String>> expected(boolean done) {
        Map<String, Map<String, String>> lists = new TreeMap<>();
        scan("lists").forEach(list -> lists.put(text(list, "id"), new TreeMap<>(Map.of("title", text(list, "title")))));
        scan("items")
                .forEach(item -> Optional.ofNullable(lists.get(text(item, "list_id")))
                        .ifPresent(list -> {
                            count(list, "items");
                            if (item.bool("done").orElse(false) == done) {
                                count(list, "counted");
                            }
                        }));
        scan("guests")
                .forEach(guest -> Optional.ofNullable(lists.get(text(guest, "list_id")))
                        .ifPresent(list -> count(list, "guests")));
        return lists;
    }

    private static String text(Item item, String name) {
        return item.string(name).orElseThrow();
    }

    private static void count(Map<String, String> list, String what) {
        list.merge(what, "1", (before, one) -> String.valueOf(Integer.parseInt(before) + 1));
    }

    private Map<String, Map<String, String>> summaries(String table, String counted) {
        Map<String, String> names = Map.of("item_count", "items", "guest_count", "guests", counted, "counted");
        return scan(table).stream()
                .filter(row -> row.has("owner"))
                .collect(Collectors.toMap(row -> text(row, "list_id"), row -> {
                    Map<String, String> summary = new TreeMap<>(Map.of("title", text(row, "title")));
                    names.forEach((name, as) -> row.number(name)
                            .filter(number -> number.signum() != 0)
                            .ifPresent(number -> summary.put(as, number.toPlainString())));
                    return summary;
                }));
    }

    private List<Item> scan(String table) {
        return client.scan(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    private Optional<String> current() {
        Blueprint blueprint = new Blueprint(config());
        return new CurrentTables(client, blueprint.naming()).of(SUMMARY);
    }

    private Config config() {
        return ((Loaded.Valid) program.configs(Map.of()).embedded(dynamo.endpoint())).config();
    }

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
