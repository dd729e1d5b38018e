package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.Gap;
import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.Purpose;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.Segment;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackfillCommandTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";
    private static final TableName LISTS = new TableName("lists");

    private final FakeProgram program = new FakeProgram();

    @Test
    void starts_with_four_segments_and_no_limit_unless_something_else_is_said() {
        assertThat(run("backfill", "start", "lists"))
                .isEqualTo(new CliRun(0, "the backfill of lists is scanning\n", ""));
        assertThat(stored().settings().segments()).isEqualTo(4);
        assertThat(stored().settings().readUnits()).isZero();
        assertThat(stored().settings().consistent()).isTrue();
        assertThat(program.backfills.segments(LISTS)).hasSize(4);
        assertThat(program.open).isZero();
    }

    @Test
    void starts_as_it_is_told() {
        run("backfill", "start", "lists", "--segments", "9", "--read-units", "50", "--eventually-consistent");

        assertThat(stored().settings().segments()).isEqualTo(9);
        assertThat(stored().settings().readUnits()).isEqualTo(50);
        assertThat(stored().settings().consistent()).isFalse();
        assertThat(program.backfills.segments(LISTS)).hasSize(9);
    }

    @Test
    void repairs_what_was_lost_and_reads_the_log_beside_the_table() {
        program.logs.gaps.add(Gap.of(LISTS, "a shard is gone", CliRun.NOW.minusSeconds(600)));

        assertThat(run("backfill", "start", "lists", "--repair", "--segments", "2"))
                .isEqualTo(new CliRun(0, "the repair of lists is scanning\n", ""));
        assertThat(stored().purpose()).isEqualTo(new Purpose.Repair(CliRun.NOW.minusSeconds(660)));
        assertThat(run("backfill", "status", "lists", "--verbose").lines())
                .startsWith("lists  repair scanning  started 2026-07-01T12:00:00Z")
                .endsWith(
                        "SEGMENT  READ  PUT RIGHT  STATE    WORKER",
                        "0        0     0          waiting  -",
                        "1        0     0          waiting  -",
                        "log 0    0     0          waiting  -",
                        "log 1    0     0          waiting  -");
        assertThat(run("backfill", "status", "lists", "-o", "json").out()).contains("\"purpose\":\"repair\"");
    }

    @Test
    void repairs_nothing_that_was_never_followed() {
        assertThat(run("backfill", "start", "lists", "--repair"))
                .isEqualTo(new CliRun(
                        1,
                        "",
                        "afterimage: no change of lists was ever applied, so there is nothing to repair:"
                                + " 'afterimage backfill start lists' loads what is there\n"));
    }

    @Test
    void pauses_resumes_and_cancels() {
        run("backfill", "start", "lists");

        assertThat(run("backfill", "pause", "lists").out()).isEqualTo("the backfill of lists is paused\n");
        assertThat(stored().state()).isEqualTo(BackfillState.PAUSED);
        assertThat(run("backfill", "resume", "lists").out()).isEqualTo("the backfill of lists is scanning\n");
        assertThat(run("backfill", "cancel", "lists").out()).isEqualTo("the backfill of lists is draining\n");
        assertThat(stored().cancelled()).isTrue();
        assertThat(run("backfill", "status", "lists").lines().getFirst())
                .isEqualTo("lists  draining (cancelled)  started 2026-07-01T12:00:00Z");
        assertThat(program.open).isZero();
    }

    @Test
    void refuses_what_its_state_does_not_allow_with_exit_code_1() {
        run("backfill", "start", "lists");

        assertThat(run("backfill", "start", "lists"))
                .isEqualTo(new CliRun(
                        1,
                        "",
                        "afterimage: the backfill of lists from 2026-07-01T12:00:00Z is scanning:"
                                + " see 'afterimage backfill status lists'\n"));
        assertThat(run("backfill", "resume", "lists"))
                .isEqualTo(new CliRun(1, "", "afterimage: the backfill of lists is scanning: it cannot be resumed\n"));
        assertThat(program.open).isZero();
    }

    @Test
    void refuses_a_table_of_which_an_older_item_was_changed() {
        ChangeId id = new ChangeId(LISTS, ItemKey.of("id", "L1"), SequenceNumber.of("7"));
        Change removed = new Change.Removed(id, CliRun.NOW.minusSeconds(60), ItemJson.read("{\"id\":{\"S\":\"L1\"}}"));
        program.logs.entries.add(new AuditEntry(removed, CliRun.NOW, Optional.empty(), List.of()));

        CliRun run = run("backfill", "start", "lists");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("afterimage: lists/id=L1 was there before its table was followed, and changed since");
        assertThat(program.backfills.of(LISTS)).isEmpty();
    }

    @Test
    void shows_how_far_it_is() {
        half_of_the_items_are_read_in_ten_seconds();

        assertThat(run("backfill", "status", "lists").lines())
                .containsExactly(
                        "lists  scanning  started 2026-07-01T11:59:50Z",
                        "[###############...............] 50 %  100 of about 200 items read, 90 loaded,"
                                + " 10 items/s, 10 s left",
                        "workers read; 'afterimage backfill pause' lets them rest");
    }

    @Test
    void shows_each_segment_where_all_is_to_be_seen() {
        half_of_the_items_are_read_in_ten_seconds();

        assertThat(run("backfill", "status", "lists", "--verbose").lines())
                .endsWith(
                        "SEGMENT  READ  LOADED  STATE    WORKER",
                        "0        80    80      reading  w1",
                        "1        20    10      done     -",
                        "2        0     0       waiting  -");
    }

    @Test
    void shows_it_as_a_line_of_json() {
        half_of_the_items_are_read_in_ten_seconds();

        assertThat(run("backfill", "status", "lists", "-o", "json").out())
                .isEqualTo("{\"table\":\"lists\",\"purpose\":\"backfill\",\"state\":\"scanning\",\"cancelled\":false,"
                        + "\"started_at\":\"2026-07-01T11:59:50Z\",\"segments\":3,\"read\":100,\"loaded\":90,"
                        + "\"expected\":200,\"share\":0.5,\"items_per_second\":10.0,\"seconds_left\":10}\n");
    }

    @Test
    void says_where_there_is_none_with_exit_code_1() {
        String none = "afterimage: there is no backfill of lists: 'afterimage backfill start lists' begins one\n";

        for (String verb : List.of("status", "pause", "resume", "cancel")) {
            assertThat(run("backfill", verb, "lists")).as(verb).isEqualTo(new CliRun(1, "", none));
        }
        assertThat(program.open).isZero();
    }

    @Test
    void refuses_what_makes_no_sense_with_exit_code_2() {
        assertThat(usageError("backfill")).contains("say which: start, status, pause, resume or cancel");
        assertThat(usageError("backfill", "start")).contains("TABLE");
        assertThat(usageError("backfill", "start", "orders"))
                .contains("'orders' is no table that is followed; those are [", "lists");
        assertThat(usageError("backfill", "status", "orders")).contains("'orders' is no table that is followed");
        assertThat(usageError("backfill", "start", "lists", "--segments", "0"))
                .contains("a table is read in 1 to 1000 segments, not in 0");
        assertThat(usageError("backfill", "start", "lists", "--read-units", "-1"))
                .contains("a backfill cannot use -1 read units a second");
        assertThat(usageError("backfill", "start", "lists", "--items-a-second", "-1"))
                .contains("a backfill cannot load -1 items a second");
        assertThat(program.backfills.all()).isEmpty();
    }

    private void half_of_the_items_are_read_in_ten_seconds() {
        Backfill opening = Backfill.open(
                LISTS, Optional.empty(), new ScanSettings(3, 0, true, false), CliRun.NOW.minusSeconds(10));
        program.backfills.put(opening);
        program.backfills.put(opening.scanning());
        store(Segment.first(opening, 0, Optional.empty()), true, 80, 80);
        store(Segment.first(opening, 1, Optional.empty()), false, 20, 10);
        program.backfills.put(Segment.first(opening, 2, Optional.empty()));
    }

    /** A segment that w1 reads on, or has read to its end. */
    private void store(Segment first, boolean goesOn, int read, int loaded) {
        Segment owned = first.ownedBy("w1", CliRun.NOW);
        Optional<ItemKey> last = goesOn ? Optional.of(ItemKey.of("id", "L7")) : Optional.empty();
        List.of(first, owned, owned.advanced(last, read, loaded, CliRun.NOW)).forEach(program.backfills::put);
    }

    private Backfill stored() {
        return program.backfills.of(LISTS).orElseThrow();
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
}
