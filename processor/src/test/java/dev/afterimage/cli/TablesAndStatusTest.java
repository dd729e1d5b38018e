package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
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
        program.lanes.add(new LaneStatus(
                at("lists/shard-1", "17", 30),
                Optional.of("w1"),
                Optional.of("17"),
                new Lag.Behind(CliRun.NOW.minusSeconds(75))));
        program.lanes.add(new LaneStatus(
                at("lists/shard-0", "9", 4000).close(CliRun.NOW.minusSeconds(4000)),
                Optional.empty(),
                Optional.of("SHARD_END"),
                new Lag.None()));
        program.lanes.add(new LaneStatus(
                Position.start(Lane.parse("users/shard-2")),
                Optional.empty(),
                Optional.empty(),
                new Lag.Unknown("the stream is gone")));

        assertThat(CliRun.of(program, "status", ENDPOINT).lines())
                .containsExactly(
                        "TABLE  SHARD    OWNER  POSITION  LAG                          LAST COMMIT",
                        "lists  shard-1  w1     17        1m 15s                       30s ago",
                        "users  shard-2  -      -         unknown: the stream is gone  -",
                        "(1 closed, which --all shows)");
        assertThat(CliRun.of(program, "status", ENDPOINT, "--all").lines())
                .contains("lists  shard-0  closed  9         none                         1h 6m ago");
        assertThat(CliRun.of(program, "status", ENDPOINT, "-o", "json").lines())
                .first()
                .asString()
                .isEqualTo("{\"table\":\"lists\",\"shard\":\"shard-1\",\"closed\":false,\"owner\":\"w1\","
                        + "\"checkpoint\":\"17\",\"sequence\":\"17\",\"revision\":1,"
                        + "\"changed_at\":\"2026-07-01T11:59:30Z\",\"committed_at\":\"2026-07-01T11:59:30Z\","
                        + "\"lag\":\"behind\",\"lag_since\":\"2026-07-01T11:58:45Z\"}");
    }

    @Test
    void status_shows_the_lanes_of_a_divided_shard() {
        program.lanes.add(new LaneStatus(
                at("lists/shard-1#2of4", "17", 30), Optional.of("w1"), Optional.of("17"), new Lag.None()));

        assertThat(CliRun.of(program, "status", ENDPOINT).lines())
                .contains("lists  shard-1#2of4  w1     17        none  30s ago");
        assertThat(CliRun.of(program, "status", ENDPOINT, "-o", "json").lines())
                .singleElement()
                .asString()
                .contains("\"shard\":\"shard-1\",\"part\":\"2of4\"");
    }

    @Test
    void status_without_lanes_says_why() {
        assertThat(CliRun.of(program, "status", ENDPOINT).out()).startsWith("no lanes: ");
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
