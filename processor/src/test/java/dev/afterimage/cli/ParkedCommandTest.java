package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedCommandTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";
    private static final TableName LISTS = new TableName("lists");

    private final FakeProgram program = new FakeProgram();

    @BeforeEach
    void a_list_with_two_changes_that_can_be_applied_and_one_with_a_change_that_cannot() {
        program.keys.put(LISTS, KeySchema.of(KeyAttribute.string("id")));
        park(new Change.Inserted(id("L1", 1), ago(300), list("L1", "Cake")), "it failed");
        park(new Change.Modified(id("L1", 2), ago(200), list("L1", "Cake"), list("L1", "Pie")), "it waits");
        park(new Change.Inserted(id("L2", 3), ago(100), list("L2", "Bad")), "it failed, too\nat Titles.java:1");
    }

    @Test
    void lists_which_items_wait_and_why() {
        CliRun run = run("parked", "list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "PROJECTION    ITEM         WAITING  SINCE       REASON",
                        "list_summary  lists/id=L1  2        5m 0s ago   it failed",
                        "list_summary  lists/id=L2  1        1m 40s ago  it failed, too");
        assertThat(program.open).isZero();
    }

    @Test
    void lists_as_json_lines_and_narrows_down() {
        program.parking.park(
                new ProjectionName("other"),
                new Change.Removed(id("L1", 9), ago(9), list("L1", "Pie")),
                ago(9),
                "also");

        assertThat(run("parked", "list", "--projection", "other", "-o", "json").lines())
                .containsExactly("{\"projection\":\"other\",\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L1\"}},"
                        + "\"item\":\"lists/id=L1\",\"waiting\":1,\"since\":\"2026-07-01T11:59:51Z\","
                        + "\"tail\":\"9\",\"reason\":\"also\"}");
        assertThat(run("parked", "list", "--table", "lists").lines()).hasSize(4);
        assertThat(run("parked", "list", "--table", "items").out()).isEqualTo("nothing is parked\n");
    }

    @Test
    void shows_the_changes_of_an_item_whole() {
        assertThat(run("parked", "show", "list_summary", "lists/L1").lines())
                .containsExactly(
                        "2026-07-01T11:55:00Z  INSERT  lists/id=L1 #1 for list_summary",
                        "    + id: \"L1\"",
                        "    + title: \"Cake\"",
                        "    new {\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Cake\"}}",
                        "    parked 5m 0s ago: it failed",
                        "2026-07-01T11:56:40Z  MODIFY  lists/id=L1 #2 for list_summary",
                        "    ~ title: \"Cake\" → \"Pie\"",
                        "    old {\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Cake\"}}",
                        "    new {\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Pie\"}}",
                        "    parked 3m 20s ago: it waits");
        assertThat(run("parked", "show", "list_summary", "lists/id=L2", "--output", "json")
                        .lines())
                .containsExactly("{\"projection\":\"list_summary\",\"table\":\"lists\","
                        + "\"key\":{\"id\":{\"S\":\"L2\"}},\"item\":\"lists/id=L2\",\"sequence\":\"3\","
                        + "\"operation\":\"INSERT\",\"changed_at\":\"2026-07-01T11:58:20Z\","
                        + "\"parked_at\":\"2026-07-01T11:58:20Z\",\"reason\":\"it failed, too\\nat Titles.java:1\","
                        + "\"attempts\":0,\"applied\":0,\"new\":{\"id\":{\"S\":\"L2\"},\"title\":{\"S\":\"Bad\"}}}");
    }

    @Test
    void redrives_an_item() {
        CliRun run = run("parked", "redrive", "list_summary", "lists/L1", "--operator", "ann");

        assertThat(run).isEqualTo(new CliRun(0, """
                        applied lists/id=L1 #1 for list_summary
                        applied lists/id=L1 #2 for list_summary
                        2 changes applied
                        """, ""));
        assertThat(program.parking.title("L1"))
                .contains(ItemJson.read("{\"id\":{\"S\":\"L1\"},\"changes\":{\"N\":\"2\"},\"title\":{\"S\":\"Pie\"}}"));
        assertThat(program.parking.notes())
                .hasSize(2)
                .allMatch(note -> note.operator().equals(Optional.of("ann")));
        assertThat(program.open).isZero();
    }

    @Test
    void redrives_all_and_exits_with_1_where_something_stays() {
        CliRun run = run("parked", "redrive", "--all");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(2))
                .startsWith("refused lists/id=L2 #3 for list_summary: projection list_summary failed: ")
                .contains("no such title");
        assertThat(run.lines().getLast()).isEqualTo("2 changes applied, 1 item stays parked");
        assertThat(run("parked", "show", "list_summary", "lists/L2").out())
                .contains("    tried in vain once, last touched 0s ago")
                .contains("no such title");
        assertThat(run("parked", "redrive", "--all", "--table", "items"))
                .isEqualTo(new CliRun(0, "nothing is parked\n", ""));
    }

    @Test
    void a_dry_run_shows_the_writes_row_by_row_and_writes_nothing() {
        CliRun run = run("parked", "redrive", "--all", "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .startsWith(
                        "would apply lists/id=L1 #1 for list_summary",
                        "    update titles/id=L1  add 1 to changes, set title: \"Cake\"",
                        "would apply lists/id=L1 #2 for list_summary",
                        "    update titles/id=L1  add 1 to changes, set title: \"Pie\"")
                .endsWith("dry run: nothing was written; 2 changes would be applied, 1 item would stay parked");
        assertThat(program.parking.title("L1")).isEmpty();
        assertThat(run("parked", "list").lines()).hasSize(3);
    }

    @Test
    void a_dry_run_ends_for_an_item_at_the_first_change_that_cannot_be_applied() {
        park(new Change.Modified(id("L2", 4), ago(50), list("L2", "Bad"), list("L2", "Good")), "it waits");

        CliRun run = run("parked", "redrive", "list_summary", "lists/L2", "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0)).startsWith("would refuse lists/id=L2 #3 for list_summary");
        assertThat(run.lines().get(1)).isEqualTo("    and 1 change behind it would go on waiting");
    }

    @Test
    void discards_the_first_change_one_by_its_number_or_all() {
        assertThat(discard("--dry-run"))
                .isEqualTo(new CliRun(
                        0, "would discard lists/id=L1 #1 for list_summary\ndry run: nothing was written\n", ""));
        assertThat(program.parking.notes()).isEmpty();

        assertThat(discard("--sequence", "2").lines())
                .containsExactly("discarded lists/id=L1 #2 for list_summary", "1 change discarded");
        park(new Change.Modified(id("L1", 5), ago(50), list("L1", "Pie"), list("L1", "Tea")), "it waits");
        assertThat(discard().lines())
                .containsExactly("discarded lists/id=L1 #1 for list_summary", "1 change discarded");
        assertThat(discard("--all").lines())
                .containsExactly("discarded lists/id=L1 #5 for list_summary", "1 change discarded");

        assertThat(program.parking.notes())
                .hasSize(3)
                .allMatch(note -> note.action() == AuditNote.Action.DISCARDED)
                .allMatch(note -> note.reason().equals(Optional.of("no use")))
                .allMatch(note -> note.operator().equals(Optional.of(System.getProperty("user.name"))));
        assertThat(program.parking.title("L1")).isEmpty();
    }

    @Test
    void says_what_is_not_there_with_exit_code_1() {
        assertThat(run("parked", "show", "list_summary", "lists/L9"))
                .isEqualTo(new CliRun(
                        1,
                        "",
                        "afterimage: no change of lists/id=L9 waits for projection list_summary;"
                                + " 'afterimage parked list' shows what does\n"));
        assertThat(run("parked", "redrive", "other", "lists/L1").exitCode()).isEqualTo(1);
        assertThat(discard("--sequence", "77").err()).contains("no change #77 waits there");
    }

    @Test
    void refuses_what_makes_no_sense_with_exit_code_2() {
        assertThat(usageError("parked")).contains("list, show, redrive or discard");
        assertThat(usageError("parked", "redrive")).contains("or say --all");
        assertThat(usageError("parked", "redrive", "list_summary")).contains("or say --all");
        assertThat(usageError("parked", "redrive", "list_summary", "lists/L1", "--all"))
                .contains("or say --all");
        assertThat(usageError("parked", "redrive", "list_summary", "lists/L1", "--table", "lists"))
                .contains("or say --all");
        assertThat(usageError("parked", "discard", "list_summary", "lists/L1")).contains("--reason");
        assertThat(usageError("parked", "discard", "list_summary", "lists/L1", "--reason", " "))
                .contains("--reason is empty");
        assertThat(usageError("parked", "discard", "list_summary", "lists/L1", "--reason=x", "--all", "--sequence=1"))
                .contains("exclude each other");
        assertThat(usageError("parked", "discard", "list_summary", "lists/L1", "--reason=x", "--sequence=first"))
                .contains("'first' is no sequence number");
    }

    @Test
    void a_damaged_change_is_shown_with_what_is_wrong_and_can_be_discarded() {
        program.parking.damage("L2");

        assertThat(run("parked", "show", "list_summary", "lists/L2").lines())
                .containsExactly("damaged  lists/id=L2 #3 for list_summary: its 'operation' is missing");
        assertThat(run("parked", "show", "list_summary", "lists/L2", "-o", "json")
                        .lines())
                .containsExactly("{\"projection\":\"list_summary\",\"table\":\"lists\",\"key\":{\"id\":{\"S\":\"L2\"}},"
                        + "\"item\":\"lists/id=L2\",\"sequence\":\"3\",\"damaged\":\"its 'operation' is missing\"}");
        assertThat(run("parked", "redrive", "list_summary", "lists/L2", "--dry-run")
                        .lines()
                        .getFirst())
                .isEqualTo("would refuse lists/id=L2 #3 for list_summary: it is damaged, its 'operation' is missing:"
                        + " mend it, or discard it");
        CliRun refused = run("parked", "redrive", "--all");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.lines())
                .contains(
                        "refused lists/id=L2 #3 for list_summary: it is damaged, its 'operation' is missing",
                        "2 changes applied, 1 item stays parked");
        assertThat(run("parked", "list").lines().getLast())
                .endsWith("change #3 is damaged: its 'operation' is missing");

        assertThat(run("parked", "discard", "list_summary", "lists/L2", "--reason", "no use"))
                .isEqualTo(new CliRun(0, "discarded lists/id=L2 #3 for list_summary\n1 change discarded\n", ""));
        assertThat(program.parking.notes().getLast().reason())
                .contains("no use (it was damaged: its 'operation' is missing)");
        assertThat(run("parked", "list").out()).isEqualTo("nothing is parked\n");
    }

    @Test
    void audit_show_prints_notes_beside_the_entry_that_they_belong_to() {
        for (long sequence = 1; sequence <= 2; sequence++) {
            Change change = new Change.Inserted(id("L1", sequence), ago(300), list("L1", "Cake"));
            program.logs.entries.add(new AuditEntry(change, CliRun.NOW, Optional.empty(), List.of()));
        }
        RowKey row = new RowKey(new TableName("titles"), ItemKey.of("id", "L1"));
        program.logs.notes.add(note(1, AuditNote.Action.REDRIVEN, Optional.empty(), List.of(row)));
        program.logs.notes.add(note(2, AuditNote.Action.DISCARDED, Optional.of("no use"), List.of()));

        assertThat(run("audit", "show", "lists/L1").lines())
                .filteredOn(line -> line.contains("#") || line.contains("ann"))
                .containsExactly(
                        "2026-07-01T11:55:00Z  INSERT  lists/id=L1  #2",
                        "    discarded for list_summary by ann at 2026-07-01T12:00:00Z: no use",
                        "2026-07-01T11:55:00Z  INSERT  lists/id=L1  #1",
                        "    redriven for list_summary by ann at 2026-07-01T12:00:00Z, wrote titles/id=L1");
        assertThat(run("audit", "show", "lists/L1", "-o", "json", "-n", "1").out())
                .contains("\"notes\":[{\"action\":\"DISCARDED\",\"projection\":\"list_summary\",\"operator\":\"ann\","
                        + "\"at\":\"2026-07-01T12:00:00Z\",\"reason\":\"no use\",\"rows\":[]}]");
    }

    @Test
    void audit_show_tells_which_rows_a_change_did_not_write_that_was_parked_in_the_middle() {
        RowKey row = new RowKey(new TableName("titles"), ItemKey.of("id", "L1"));
        Change change = new Change.Inserted(id("L1", 1), ago(300), list("L1", "Cake"));
        program.logs.entries.add(new AuditEntry(change, CliRun.NOW, Optional.empty(), List.of(row)));
        program.logs.notes.add(new AuditNote(
                change.id(),
                CliRun.NOW,
                AuditNote.Action.PARKED,
                FakeParking.PROJECTION,
                Optional.empty(),
                Optional.of("its write was refused"),
                List.of(row)));

        for (String subject : List.of("lists/L1", "lists")) {
            assertThat(run("audit", "show", subject).lines())
                    .contains("    parked for list_summary at 2026-07-01T12:00:00Z: its write was refused,"
                            + " did not write titles/id=L1");
            assertThat(run("audit", "show", subject, "-o", "json").out())
                    .contains("\"notes\":[{\"action\":\"PARKED\",\"projection\":\"list_summary\","
                            + "\"at\":\"2026-07-01T12:00:00Z\",\"reason\":\"its write was refused\","
                            + "\"not_written\":[\"titles/id=L1\"]}]");
        }
    }

    private static AuditNote note(long sequence, AuditNote.Action action, Optional<String> reason, List<RowKey> rows) {
        return new AuditNote(
                id("L1", sequence), CliRun.NOW, action, FakeParking.PROJECTION, Optional.of("ann"), reason, rows);
    }

    private CliRun discard(String... options) {
        String[] all = Arrays.copyOf(
                new String[] {"parked", "discard", "list_summary", "lists/L1", "--reason", "no use"},
                6 + options.length);
        System.arraycopy(options, 0, all, 6, options.length);
        return run(all);
    }

    private CliRun run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = ENDPOINT;
        return CliRun.of(program, all);
    }

    private String usageError(String... arguments) {
        CliRun run = arguments.length < 2 ? CliRun.of(program, arguments) : run(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        return run.err();
    }

    private void park(Change change, String reason) {
        program.parking.park(FakeParking.PROJECTION, change, change.changedAt(), reason);
    }

    private static Item list(String id, String title) {
        return ItemJson.read("{\"id\":{\"S\":\"%s\"},\"title\":{\"S\":\"%s\"}}".formatted(id, title));
    }

    private static ChangeId id(String list, long sequence) {
        return new ChangeId(LISTS, ItemKey.of("id", list), SequenceNumber.of(Long.toString(sequence)));
    }

    private static Instant ago(int seconds) {
        return CliRun.NOW.minusSeconds(seconds);
    }
}
