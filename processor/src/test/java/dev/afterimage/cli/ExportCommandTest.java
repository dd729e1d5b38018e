package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExportCommandTest {
    private static final String FOLDER = "fixtures/export/AWSDynamoDB/01795564800000-4f1c2a7b";

    private final FakeProgram program = new FakeProgram();

    @Test
    void check_tells_what_an_export_holds() {
        CliRun run = CliRun.of(program, "export", "check", FOLDER);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "lists, from 2026-11-24T00:00:00Z until 2026-11-25T00:00:00Z: 3 items changed, 1 of them"
                                + " deleted, 1 new; every checksum and count is right");
    }

    @Test
    void list_prints_each_item_on_a_line() {
        CliRun run = CliRun.of(program, "export", "list", FOLDER);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(1))
                .isEqualTo("{\"key\":{\"id\":{\"S\":\"L2\"}},\"after\":{\"id\":{\"S\":\"L2\"}},"
                        + "\"written_at\":\"2026-11-24T23:20:01Z\"}");
    }

    @Test
    void a_folder_that_holds_none_is_an_error() {
        CliRun run = CliRun.of(program, "export", "check", "fixtures");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("afterimage: fixtures/manifest-summary.json is missing: ")
                .hasLineCount(1);
    }

    @Test
    void it_is_to_be_said_which() {
        assertThat(CliRun.of(program, "export").exitCode()).isEqualTo(2);
        assertThat(CliRun.of(program, "export", "check").exitCode()).isEqualTo(2);
    }
}
