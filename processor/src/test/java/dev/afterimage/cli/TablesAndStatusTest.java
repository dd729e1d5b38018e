package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.telemetry.FreshnessRules;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.LaneTrend;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesAndStatusTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";

    private final FakeProgram program = new FakeProgram();

    @Test
    void tables_create_tells_what_was_created_and_what_is_wrong() {
        program.created.add(new TableName("afterimage_audit"));
        program.tables.add(report("lists", TableReport.Role.SOURCE, Optional.of("is missing: create it")));
        program.tables.add(report("afterimage_audit", TableReport.Role.OWN, Optional.empty()));
        program.tables.add(report("list_summary", TableReport.Role.DERIVED, Optional.empty()));

        CliRun run = CliRun.of(program, "tables", "create", ENDPOINT);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        "TABLE             ROLE     STATE",
                        "lists             source   is missing: create it",
                        "afterimage_audit  own      created",
                        "list_summary      derived  ok");
        assertThat(program.open).isZero();
    }

    @Test
    void tables_check_exits_with_1_where_something_is_wrong_and_list_does_not() {
        program.tables.add(report("lists", TableReport.Role.SOURCE, Optional.of("has no stream: switch it on")));

        CliRun check = CliRun.of(program, "tables", "check", ENDPOINT, "--output", "json");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.lines())
                .containsExactly("{\"table\":\"lists\",\"role\":\"source\",\"ok\":false,\"created\":false,"
                        + "\"problem\":\"has no stream: switch it on\"}");
        assertThat(CliRun.of(program, "tables", "list", ENDPOINT).exitCode()).isZero();
        program.tables.clear();
        assertThat(CliRun.of(program, "tables", "check", ENDPOINT).exitCode()).isZero();
    }

    @Test
    void tables_check_tells_hints_that_are_no_mistakes() {
        program.tables.add(new TableReport(
                new TableName("afterimage_audit"),
                TableReport.Role.OWN,
                Optional.empty(),
                List.of("has deletion protection off, and its settings say on")));

        CliRun run = CliRun.of(program, "tables", "check", ENDPOINT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .contains("hint: table afterimage_audit has deletion protection off, and its settings say on");
        assertThat(CliRun.of(program, "tables", "check", ENDPOINT, "-o", "json").lines())
                .singleElement()
                .asString()
                .contains("\"ok\":true", "\"hints\":[\"has deletion protection off, and its settings say on\"]");
    }

    @Test
    void status_shows_each_lane_and_hides_the_closed_ones() {
        show(at("lists/shard-1", "17", 30), "w1", "17", new Unapplied.Behind(CliRun.NOW.minusSeconds(75)));
        show(
                at("lists/shard-0", "9", 4000).close(CliRun.NOW.minusSeconds(4000)),
                "",
                "SHARD_END",
                new Unapplied.Nothing());
        show(Position.start(Lane.parse("users/shard-2")), "", "", new Unapplied.Unknown("the table has no stream"));

        assertThat(CliRun.of(program, "status", ENDPOINT).lines())
                .containsExactly(
                        "TABLE  SHARD    OWNER  POSITION  LAG                               READ    DATA LOSS IN  LAST COMMIT",
                        "lists  shard-1  w1     17        1m 15s                            1s ago  23h 58m       30s ago",
                        "users  shard-2  -      -         unknown: the table has no stream  1s ago  none          -",
                        "(1 closed, which --all shows)");
        assertThat(CliRun.of(program, "status", ENDPOINT, "--all").lines())
                .contains(
                        "lists  shard-0  closed  9         none                              1s ago  none          1h 6m ago");
        assertThat(CliRun.of(program, "status", ENDPOINT, "-o", "json").lines())
                .first()
                .asString()
                .isEqualTo("{\"table\":\"lists\",\"shard\":\"shard-1\",\"closed\":false,\"owner\":\"w1\","
                        + "\"checkpoint\":\"17\",\"sequence\":\"17\",\"revision\":1,\"applied\":0,"
                        + "\"changed_at\":\"2026-07-01T11:59:30Z\",\"committed_at\":\"2026-07-01T11:59:30Z\","
                        + "\"lag\":\"behind\",\"lag_since\":\"2026-07-01T11:58:45Z\",\"lag_seconds\":75,"
                        + "\"read_at\":\"2026-07-01T11:59:59Z\",\"data_loss_in_seconds\":86325,\"alarm\":\"none\"}");
    }

    @Test
    void status_warns_loudly_of_lanes_that_are_about_to_lose_changes() {
        show(at("lists/shard-1", "17", 30), "w1", "17", new Unapplied.Behind(CliRun.NOW.minusSeconds(13 * 3600)));
        program.lanes.add(new LaneStatus(
                at("lists/shard-2", "17", 19 * 3600),
                Optional.of("w2"),
                Optional.empty(),
                freshness("lists/shard-2", Optional.empty(), new Unapplied.Unread(CliRun.NOW.minusSeconds(19 * 3600))),
                Optional.of("the shard cannot be read: forbidden")));

        assertThat(CliRun.of(program, "status", ENDPOINT).lines())
                .anyMatch(line -> line.matches("lists  shard-1 .* 13h 0m .* 11h 0m .*"))
                .anyMatch(line -> line.matches(
                        "lists  shard-2 .* up to 19h 0m: the shard cannot be read: forbidden  -  .* 5h 0m .*"))
                .anyMatch(line -> line.startsWith("WARNING: lane lists/shard-1 has used up half of the 24 hours"))
                .anyMatch(line -> line.startsWith("URGENT: lane lists/shard-2 IS ABOUT TO LOSE CHANGES"));
        assertThat(CliRun.of(program, "status", ENDPOINT, "-o", "json").lines())
                .anyMatch(line -> line.contains("\"lag\":\"behind\"") && line.endsWith("\"alarm\":\"warning\"}"))
                .anyMatch(line -> line.contains("\"lag\":\"unread\"")
                        && line.contains("\"read_at\":null,\"unread_why\":\"the shard cannot be read: forbidden\"")
                        && line.endsWith("\"data_loss_in_seconds\":18000,\"alarm\":\"urgent\"}"));
    }

    @Test
    void status_shows_the_lanes_of_a_divided_shard() {
        show(at("lists/shard-1#2of4", "17", 30), "w1", "17", new Unapplied.Nothing());

        assertThat(CliRun.of(program, "status", ENDPOINT).lines())
                .contains("lists  shard-1#2of4  w1     17        none  1s ago  none          30s ago");
        assertThat(CliRun.of(program, "status", ENDPOINT, "-o", "json").lines())
                .singleElement()
                .asString()
                .contains("\"shard\":\"shard-1\",\"part\":\"2of4\"");
    }

    @Test
    void status_without_lanes_says_why() {
        assertThat(CliRun.of(program, "status", ENDPOINT).out()).startsWith("no lanes: ");
    }

    private void show(Position position, String owner, String checkpoint, Unapplied unapplied) {
        program.lanes.add(new LaneStatus(
                position,
                Optional.of(owner).filter(name -> !name.isEmpty()),
                Optional.of(checkpoint).filter(note -> !note.isEmpty()),
                freshness(position.lane().id(), Optional.of(CliRun.NOW.minusSeconds(1)), unapplied),
                Optional.empty()));
    }

    private static LaneFreshness freshness(String lane, Optional<Instant> read, Unapplied unapplied) {
        return new FreshnessRules(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .judge(Lane.parse(lane), read, unapplied, LaneTrend.NONE, CliRun.NOW);
    }

    private static TableReport report(String table, TableReport.Role role, Optional<String> problem) {
        return new TableReport(new TableName(table), role, problem, List.of());
    }

    private static Position at(String lane, String sequence, int secondsAgo) {
        return new Position(
                Lane.parse(lane),
                1,
                Optional.of(SequenceNumber.of(sequence)),
                Optional.empty(),
                false,
                Optional.of(CliRun.NOW.minusSeconds(secondsAgo)),
                Optional.of(CliRun.NOW.minusSeconds(secondsAgo)));
    }
}
