package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments.length > 1) {
            all.add(ENDPOINT);
        }
        return CliRun.of(program, all.toArray(String[]::new));
    }
}
