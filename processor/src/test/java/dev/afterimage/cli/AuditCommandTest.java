package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.Gap;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";
    private static final TableName LISTS = new TableName("lists");
    private static final Item CAKE = ItemJson.read("{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Cake\"}}");
    private static final Item PIE = ItemJson.read("{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Pie\"}}");

    private final FakeProgram program = new FakeProgram();

    @BeforeEach
    void three_changes_of_one_list_and_one_of_another() {
        program.keys.put(LISTS, KeySchema.of(KeyAttribute.string("id")));
        add(new Change.Inserted(id("L1", 1), ago(300), CAKE));
        add(new Change.Modified(id("L1", 2), ago(200), CAKE, PIE));
        add(new Change.Expired(id("L1", 3), ago(100), PIE, new Expiry(Expiry.Origin.SERVICE, Optional.of(ago(160)))));
        add(new Change.Removed(id("L2", 4), ago(50), ItemJson.read("{\"id\":{\"S\":\"L2\"}}")));
    }

    @Test
    void shows_an_item_with_what_each_change_did_the_newest_first() {
        CliRun run = CliRun.of(program, "audit", "show", "lists/L1", ENDPOINT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "2026-07-01T11:58:20Z  EXPIRE  lists/id=L1  by U1  #3",
                        "    - id: \"L1\"",
                        "    - title: \"Pie\"",
                        "    wrote list_summary/id=L1",
                        "2026-07-01T11:56:40Z  MODIFY  lists/id=L1  by U1  #2",
                        "    ~ title: \"Cake\" → \"Pie\"",
                        "    wrote list_summary/id=L1",
                        "2026-07-01T11:55:00Z  INSERT  lists/id=L1  by U1  #1",
                        "    + id: \"L1\"",
                        "    + title: \"Cake\"",
                        "    wrote list_summary/id=L1");
        assertThat(program.open).isZero();
    }

    @Test
    void shows_which_changes_wrote_a_row() {
        program.keys.put(new TableName("list_summary"), KeySchema.of(KeyAttribute.string("id")));

        assertThat(CliRun.of(program, "audit", "row", "list_summary/L1", "--limit", "2", ENDPOINT)
                        .lines())
                .containsExactly(
                        "2026-07-01T11:58:20Z  EXPIRE  lists/id=L1 #3", "2026-07-01T11:56:40Z  MODIFY  lists/id=L1 #2");
        assertThat(CliRun.of(program, "audit", "row", "list_summary/L2", "-o", "json", ENDPOINT)
                        .lines())
                .containsExactly("{\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L2\"}},\"item\":\"lists/id=L2\","
                        + "\"sequence\":\"4\",\"operation\":\"REMOVE\",\"changed_at\":\"2026-07-01T11:59:10Z\"}");
        assertThat(CliRun.of(program, "audit", "row", "list_summary/L9", ENDPOINT)
                        .lines())
                .containsExactly("nothing is known that wrote list_summary/id=L9: audit.row_links is off in the"
                        + " configuration");
        assertThat(CliRun.of(program, "audit", "row", "list_summary", ENDPOINT).exitCode())
                .isEqualTo(2);
        assertThat(CliRun.of(program, "audit", "row", "list_summary/L1", "--limit", "0", ENDPOINT)
                        .exitCode())
                .isEqualTo(2);
        assertThat(program.open).isZero();
    }

    @Test
    void shows_entries_as_json_lines() {
        CliRun run = CliRun.of(program, "audit", "show", "lists/id=L1", "-n", "1", "-o", "json", ENDPOINT);

        assertThat(run.lines())
                .containsExactly("{\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L1\"}},\"item\":\"lists/id=L1\","
                        + "\"sequence\":\"3\",\"operation\":\"EXPIRE\",\"changed_at\":\"2026-07-01T11:58:20Z\","
                        + "\"recorded_at\":\"2026-07-01T12:00:00Z\",\"actor\":\"U1\",\"changed\":[\"id\",\"title\"],"
                        + "\"old\":{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Pie\"}},\"rows\":[\"list_summary/id=L1\"],"
                        + "\"origin\":\"SERVICE\",\"due\":\"2026-07-01T11:57:20Z\"}");
    }

    @Test
    void narrows_by_number_and_time() {
        assertThat(operations("audit", "show", "lists/L1", "--limit", "2")).containsExactly("EXPIRE", "MODIFY");
        assertThat(operations("audit", "show", "lists/L1", "--since", "250s", "--until", "2m"))
                .containsExactly("MODIFY");
        assertThat(operations("audit", "show", "lists", "--since", "2026-07-01T11:56:00Z"))
                .containsExactly("REMOVE", "EXPIRE", "MODIFY");
        assertThat(CliRun.of(program, "audit", "show", "lists/L9", ENDPOINT).out())
                .isEqualTo("no entries for lists/L9 in this time\n");
    }

    @Test
    void narrows_by_what_the_changes_were() {
        assertThat(operations("audit", "show", "lists/L1", "--operation", "insert", "--operation", "EXPIRE"))
                .containsExactly("EXPIRE", "INSERT");
        assertThat(operations("audit", "show", "lists/L1", "--changed", "id")).containsExactly("EXPIRE", "INSERT");
        assertThat(CliRun.of(program, "audit", "show", "lists", "--actor", "nobody", ENDPOINT)
                        .out())
                .isEqualTo("no entries for lists in this time\n");
    }

    @Test
    void searches_page_after_page_and_says_what_it_cost_and_where_to_go_on() {
        assertThat(search("--since", "1h").lines())
                .containsExactly(
                        "2026-07-01T11:59:10Z  REMOVE  lists/id=L2  by U1",
                        "2026-07-01T11:58:20Z  EXPIRE  lists/id=L1  by U1",
                        "2026-07-01T11:56:40Z  MODIFY  lists/id=L1  by U1  (title)",
                        "2026-07-01T11:55:00Z  INSERT  lists/id=L1  by U1",
                        "4 entries; searched back to 2026-07-01T11:00:00Z, for 1.0 read units in 1 request");
        CliRun first = search("--limit", "3");
        assertThat(first.lines().get(3)).startsWith("3 entries; searched back to 2026-07-01T11:56:40Z");
        String cursor = first.lines().get(4).replace("there may be more: --cursor ", "");
        assertThat(search("--cursor", cursor).lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("INSERT");
        assertThat(search("--operation", "LOAD").lines())
                .singleElement()
                .asString()
                .startsWith("0 entries; ");
        assertThat(search("-n", "1", "-o", "json").lines())
                .containsExactly(
                        "{\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L2\"}},\"item\":\"lists/id=L2\",\"sequence\":\"4\","
                                + "\"operation\":\"REMOVE\",\"changed_at\":\"2026-07-01T11:59:10Z\","
                                + "\"recorded_at\":\"2026-07-01T12:00:00Z\",\"actor\":\"U1\",\"changed\":[\"id\"]}",
                        "{\"page\":{\"cursor\":\"" + cursor(1) + "\",\"more\":true,"
                                + "\"searched_to\":\"2026-07-01T11:59:10Z\","
                                + "\"cost\":{\"read_units\":1.0,\"requests\":1}}}");
        assertThat(search("--cursor", "%%").err()).contains("'%%' is no cursor");
        assertThat(search("--cursor", "MQ").err()).contains("is no cursor of this search");
    }

    @Test
    void shows_what_an_item_was() {
        assertThat(CliRun.of(program, "audit", "show", "lists/L1", "--as-of", "4m", ENDPOINT)
                        .lines())
                .containsExactly(
                        "lists/id=L1: it was as follows since #1 at 2026-07-01T11:55:00Z, until #2 at 2026-07-01T11:56:40Z",
                        "    id: \"L1\"",
                        "    title: \"Cake\"");
        assertThat(CliRun.of(program, "audit", "show", "lists/L1", "--as-of", "now", ENDPOINT)
                        .lines())
                .containsExactly("lists/id=L1: it did not exist since #3 at 2026-07-01T11:58:20Z");
        assertThat(CliRun.of(program, "audit", "show", "lists/L2", "--as-of", "before:4", "-o", "json", ENDPOINT)
                        .lines())
                .containsExactly("{\"item\":\"lists/id=L2\",\"state\":\"present_before_log\","
                        + "\"until\":{\"sequence\":\"4\",\"changed_at\":\"2026-07-01T11:59:10Z\"},"
                        + "\"image\":{\"id\":{\"S\":\"L2\"}},\"cost\":{\"read_units\":3.0,\"requests\":3}}");
        assertThat(CliRun.of(program, "audit", "show", "lists/L9", "--as-of", "1m", ENDPOINT)
                        .lines())
                .containsExactly("lists/id=L9: the log does not tell what it was: it has no entry");
    }

    @Test
    void compares_what_an_item_was_at_two_points() {
        assertThat(CliRun.of(program, "audit", "diff", "lists/L1", "--from", "before:2", "--to", "#2", ENDPOINT)
                        .lines())
                .containsExactly(
                        "lists/id=L1 at before:2: it was as follows since #1 at 2026-07-01T11:55:00Z,"
                                + " until #2 at 2026-07-01T11:56:40Z",
                        "lists/id=L1 at #2: it was as follows since #2 at 2026-07-01T11:56:40Z,"
                                + " until #3 at 2026-07-01T11:58:20Z",
                        "    ~ title: \"Cake\" → \"Pie\"");
        assertThat(CliRun.of(program, "audit", "diff", "lists/L1", "--from", "3", "-o", "json", ENDPOINT)
                        .lines())
                .singleElement()
                .asString()
                .contains("\"differences\":[]", "\"to\":{\"state\":\"absent\"");
        assertThat(CliRun.of(program, "audit", "diff", "lists/L1", "--from", "soon", ENDPOINT)
                        .err())
                .contains("'soon' is no point in time", "before:NUMBER");
    }

    private String cursor(int limit) {
        return search("-n", Integer.toString(limit)).lines().getLast().replace("there may be more: --cursor ", "");
    }

    private CliRun search(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit", "search", "lists"));
        all.addAll(List.of(arguments));
        all.add(ENDPOINT);
        return CliRun.of(program, all.toArray(String[]::new));
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThat(usageError("audit", "show", "lists/L1", "--since", "soon")).contains("'soon' is no time");
        assertThat(usageError("audit", "show", "lists/L1", "--since", "1m", "--until", "2m"))
                .contains("is before");
        assertThat(usageError("audit", "show", "lists/L1", "--limit", "0")).contains("--limit is 0");
        assertThat(usageError("audit", "show", "lists/")).contains("names no item");
        assertThat(usageError("audit")).contains("search, show, diff, row, undo, tail or verify");
        assertThat(usageError("expirations", "list", "-n", "-1")).contains("--limit is -1");
    }

    @Test
    void verify_exits_with_0_where_the_log_is_continuous_and_with_1_at_the_first_break() {
        assertThat(CliRun.of(program, "audit", "verify", ENDPOINT))
                .isEqualTo(new CliRun(0, "audit continuous: 4 entries of 2 items\n", ""));

        add(new Change.Modified(id("L1", 5), ago(10), CAKE, PIE));
        CliRun broken = CliRun.of(program, "audit", "verify", ENDPOINT);

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out()).startsWith("audit broken after ").contains("L1", "5", "it changes an item");
        CliRun json = CliRun.of(program, "audit", "verify", ENDPOINT, "--output", "json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).startsWith("{\"continuous\":false,\"entries\":").contains("\"reason\":\"it changes an");
    }

    @Test
    void verify_lists_the_gaps_and_exits_with_1_until_they_are_repaired() {
        Gap gap = Gap.of(new TableName("lists"), "shard s was trimmed", ago(100));
        program.logs.gaps.add(gap);

        CliRun missing = CliRun.of(program, "audit", "verify", ENDPOINT);

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out())
                .isEqualTo("audit continuous: 4 entries of 2 items\ngap in lists, found " + gap.found()
                        + ", not repaired: shard s was trimmed\n");

        program.logs.gaps.set(0, new Gap(gap.table(), gap.detail(), gap.found(), Optional.of(ago(10))));

        assertThat(CliRun.of(program, "audit", "verify", ENDPOINT).exitCode()).isZero();
        assertThat(CliRun.of(program, "audit", "verify", ENDPOINT, "--output", "json")
                        .out())
                .contains(
                        "\"at_gaps\":0,\"gaps\":[{\"table\":\"lists\",\"detail\":\"shard s was trimmed\"",
                        "repaired_at");
    }

    @Test
    void tail_shows_each_new_entry_once() {
        Looks looks = new Looks(() -> add(new Change.Inserted(id("L3", 6), ago(0), CAKE)));

        CliRun run = CliRun.of(program, patience -> looks, Map.of(), "audit", "tail", ENDPOINT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .filteredOn(line -> line.contains("L3"))
                .containsExactly("2026-07-01T12:00:00Z  INSERT  lists/id=L3  by U1");
    }

    @Test
    void tail_can_show_what_changed() {
        Looks looks = new Looks(() -> add(new Change.Modified(id("L3", 6), ago(0), CAKE, PIE)));

        CliRun run = CliRun.of(
                program, patience -> looks, Map.of(), "audit", "tail", "--diff", "--table", "lists", ENDPOINT);

        assertThat(run.lines()).contains("    ~ title: \"Cake\" → \"Pie\"");
    }

    @Test
    void lists_and_follows_what_lapsed() {
        Change.Expired expired = new Change.Expired(
                id("L1", 3), ago(100), PIE, new Expiry(Expiry.Origin.SERVICE, Optional.of(ago(160))));
        assertThat(CliRun.of(program, "expirations", "list", ENDPOINT).out())
                .isEqualTo("nothing lapsed in this time\n");
        ExpiryEvent event = ExpiryEvent.of(expired, ago(90));
        program.logs.events.add(event);

        assertThat(CliRun.of(program, "expirations", "list", ENDPOINT).lines())
                .containsExactly(
                        "2026-07-01T11:58:20Z  deleted  lists/id=L1  due 2026-07-01T11:57:20Z, 1m 0s late  service");
        assertThat(CliRun.of(program, "expirations", "list", ENDPOINT, "-o", "json")
                        .lines())
                .containsExactly("{\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L1\"}},\"item\":\"lists/id=L1\","
                        + "\"sequence\":\"3\",\"id\":\"" + EventId.of(event) + "\",\"kind\":\"deleted\","
                        + "\"deleted_at\":\"2026-07-01T11:58:20Z\",\"origin\":\"SERVICE\","
                        + "\"due\":\"2026-07-01T11:57:20Z\","
                        + "\"recorded_at\":\"2026-07-01T11:58:30Z\",\"lateness_seconds\":60,"
                        + "\"image\":{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Pie\"}}}");
        Looks looks = new Looks(() -> program.logs.events.add(ExpiryEvent.of(expired, CliRun.NOW)));
        assertThat(CliRun.of(program, patience -> looks, Map.of(), "expirations", "tail", ENDPOINT)
                        .lines())
                .hasSize(1);
    }

    /** Lets a tail look three times; something happens before the second. */
    private static final class Looks implements StopSignal {
        private final Runnable event;
        private int pauses;

        Looks(Runnable event) {
            this.event = event;
        }

        @Override
        public boolean raised() {
            return pauses > 3;
        }

        @Override
        public boolean pause(Duration duration) {
            pauses++;
            if (pauses == 2) {
                event.run();
            }
            return !raised();
        }
    }

    private List<String> operations(String... arguments) {
        return CliRun.of(program, with(arguments)).lines().stream()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(22).replaceAll(" .*", ""))
                .toList();
    }

    private String usageError(String... arguments) {
        CliRun run = CliRun.of(program, arguments.length < 3 ? arguments : with(arguments));
        assertThat(run.exitCode()).isEqualTo(2);
        return run.err();
    }

    private static String[] with(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = ENDPOINT;
        return all;
    }

    private boolean add(Change change) {
        RowKey row = new RowKey(new TableName("list_summary"), change.key());
        return program.logs.entries.add(new AuditEntry(change, CliRun.NOW, Optional.of("U1"), List.of(row)));
    }

    private static ChangeId id(String list, long sequence) {
        return new ChangeId(LISTS, ItemKey.of("id", list), SequenceNumber.of(Long.toString(sequence)));
    }

    private static Instant ago(int seconds) {
        return CliRun.NOW.minusSeconds(seconds);
    }
}
