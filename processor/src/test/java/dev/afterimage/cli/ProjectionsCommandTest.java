package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectionsCommandTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";

    private final FakeProgram program = new FakeProgram();

    @Test
    void lists_every_version_that_there_is_code_for() {
        assertThat(run("projections", "list").out().lines().map(String::stripTrailing))
                .containsExactly(
                        "PROJECTION   VERSION  STATE      READ  TABLES          PROGRESS",
                        "seen_things  1        live       yes   seen_things",
                        "seen_things  2        not built        seen_things_v2");
        assertThat(run("projections", "list", "-o", "json").lines())
                .contains("{\"projection\":\"seen_things\",\"version\":2,\"state\":\"not_built\",\"current\":false,"
                        + "\"code\":true,\"tables\":[\"seen_things_v2\"]}");
        assertThat(program.open).isZero();
    }

    @Test
    void builds_switches_and_goes_back() {
        assertThat(run("projections", "switch", "seen_things", "--version", "2").err())
                .contains("version 2 of seen_things is not built, and only a live one can be read");
        CliRun built = run("projections", "rebuild", "seen_things", "--version", "2");
        assertThat(built.exitCode()).as(built.err()).isZero();
        assertThat(built.out()).isEqualTo("live\n");

        assertThat(run("projections", "switch", "seen_things", "--version", "2").out())
                .isEqualTo("readers of seen_things read version 2 now: table seen_things_v2\n");
        assertThat(run("projections", "list").out()).contains("retired until 2026-07-08T12:00:00Z");
        assertThat(run("projections", "rollback", "seen_things", "-o", "json").out())
                .isEqualTo("{\"projection\":\"seen_things\",\"current\":1}\n");
        assertThat(run("projections", "pause", "seen_things", "--version", "2").out())
                .isEqualTo("paused\n");
        assertThat(run("projections", "resume", "seen_things", "--version", "2", "-o", "json")
                        .out())
                .isEqualTo("{\"end\":\"done\",\"built\":0}\n");
    }

    @Test
    void asks_before_it_drops() {
        run("projections", "rebuild", "seen_things", "--version", "2");
        assertThat(run("projections", "drop", "seen_things", "--version", "2").exitCode())
                .isEqualTo(2);
        List<String> questions = new ArrayList<>();
        Terminal refusing = new Terminal() {
            @Override
            public boolean attended() {
                return true;
            }

            @Override
            public boolean agrees(String question) {
                questions.add(question);
                return false;
            }
        };
        Setting setting = new Setting(program, Map.of(), CliRun.NOBODY, refusing, InstantSource.fixed(CliRun.NOW));

        assertThat(CliRun.of(setting, "projections", "drop", "seen_things", "--version", "2", ENDPOINT)
                        .exitCode())
                .isEqualTo(1);
        assertThat(questions).containsExactly("delete all rows of version 2 of seen_things?");
        assertThat(run("projections", "drop", "seen_things", "--version", "2", "--yes")
                        .out())
                .isEqualTo("dropped\n");
        assertThat(run("projections", "drop", "seen_things", "--version", "1", "--yes")
                        .err())
                .contains("readers read version 1 of seen_things");
    }

    @Test
    void compares_and_says_what_it_cannot() {
        run("projections", "rebuild", "seen_things", "--version", "2");

        assertThat(run("projections", "compare", "seen_things").out())
                .isEqualTo("0 rows compared with seen_things_v2, no difference\n");
        assertThat(run("projections", "compare", "seen_things", "--source").out())
                .isEqualTo("0 rows compared with the source tables, no difference\n");
        assertThat(run("projections", "compare", "seen_things", "--versions", "1,3"))
                .extracting(CliRun::exitCode, run -> run.err().contains("these versions of seen_things: [1, 2]"))
                .containsExactly(2, true);
        assertThat(run("projections", "compare", "others").err()).contains("no projection others");
        assertThat(run("projections", "rebuild", "others", "--version", "2").err())
                .contains("there is no code for version 2 of projection others");
        assertThat(run("projections").exitCode()).isEqualTo(2);
    }

    @Test
    void tells_with_a_difference_which_changes_led_there_as_far_as_that_is_kept() {
        Change inserted = TestChanges.inserted(1, "a", "one");
        Change modified = TestChanges.modified(2, "a", "one", "two");
        program.versions.apply(inserted, modified);
        run("projections", "rebuild", "seen_things", "--version", "2");
        program.versions.spoil("a");
        RowKey row = new RowKey(new TableName("seen_things"), ItemKey.of("id", "a"));
        InMemoryAuditSearch log = new InMemoryAuditSearch();
        log.add(entry(inserted, row), entry(modified, row));
        program.search = () -> log;

        CliRun off = run("projections", "compare", "seen_things");
        assertThat(off.exitCode()).isEqualTo(1);
        assertThat(off.out().lines())
                .containsExactly(
                        "seen_things/id=a differs in last", "3 rows compared with seen_things_v2, 1 different");
        assertThat(off.err()).contains("audit.row_links is on; it is off");

        Map<String, String> linked = Map.of("AFTERIMAGE_AUDIT_ROW_LINKS", "true");
        String[] compare = {"projections", "compare", "seen_things", "--changes", "1", ENDPOINT};
        assertThat(CliRun.of(program, CliRun.NOBODY, linked, compare).out().lines())
                .element(1)
                .asString()
                .matches(" {4}2026-02-03T04:05:06Z  MODIFY  things/id=a #0*2");
        String[] json = {"projections", "compare", "seen_things", "-o", "json", ENDPOINT};
        assertThat(CliRun.of(program, CliRun.NOBODY, linked, json).out())
                .containsSubsequence("\"attributes\":[\"last\"],\"changes\":[{", "MODIFY", "INSERT");
        assertThat(run("projections", "compare", "seen_things", "--changes", "101")
                        .exitCode())
                .isEqualTo(2);
    }

    private static AuditEntry entry(Change change, RowKey row) {
        return new AuditEntry(change, CliRun.NOW, Optional.empty(), List.of(row));
    }

    private CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments.length > 1) {
            all.add(ENDPOINT);
        }
        return CliRun.of(program, all.toArray(String[]::new));
    }
}
