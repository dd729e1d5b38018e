package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.pipeline.StopSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CliTest {
    private static final String ENDPOINT = "--endpoint=http://127.0.0.1:8000";

    private final FakeProgram program = new FakeProgram();

    @TempDir
    private Path folder;

    @Test
    void every_verb_has_a_help_with_examples() {
        for (List<String> verb : verbs(Cli.commandLine(program, Map.of(), CliRun.NOBODY), List.of())) {
            List<String> arguments = new ArrayList<>(verb);
            arguments.add("--help");
            CliRun help = CliRun.of(program, arguments.toArray(String[]::new));

            assertThat(help.exitCode()).as("%s", verb).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out())
                    .startsWith("Usage: afterimage " + String.join(" ", verb))
                    .contains("Example")
                    .contains("  afterimage " + String.join(" ", verb));
        }
    }

    @Test
    void the_program_itself_lists_its_verbs() {
        CliRun help = CliRun.of(program, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("run ", "status ", "tables ", "config ", "Exit codes");
        assertThat(CliRun.of(program, "--version").out()).startsWith("afterimage ");
    }

    @Test
    void wrong_usage_exits_with_2_and_a_hint() {
        CliRun noVerb = CliRun.of(program);
        CliRun misspelt = CliRun.of(program, "statsu");
        CliRun unknownOption = CliRun.of(program, "status", "--al");
        CliRun half = CliRun.of(program, "tables");

        assertThat(List.of(noVerb, misspelt, unknownOption, half))
                .allSatisfy(run -> assertThat(run.exitCode()).isEqualTo(2))
                .allSatisfy(run -> assertThat(run.out()).isEmpty());
        assertThat(noVerb.err()).isEqualTo("afterimage: name a verb\nSee 'afterimage --help'.\n");
        assertThat(misspelt.err()).contains("Did you mean: afterimage status");
        assertThat(unknownOption.err()).contains("--al", "See 'afterimage status --help'.");
        assertThat(half.err()).contains("create, check or list");
    }

    @Test
    void mistakes_in_the_configuration_are_all_told_and_exit_with_2() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "aws: {regoin: x}\nsources: [{table: l!}]\n");

        CliRun run = CliRun.of(program, "run", "--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactly(
                        "afterimage: 2 mistakes in the configuration:",
                        "  " + file + ":1:7: aws.regoin is no key; did you mean region?"
                                + " (allowed here: region, endpoint, embedded, source_role, target_role, undo_role, external_id)",
                        "  " + file + ":2:19: sources[0].table is \"l!\": write a table's name:"
                                + " 3 to 255 of the characters a-z A-Z 0-9 _ . -");
        assertThat(program.started).isEmpty();
    }

    @Test
    void a_file_that_is_no_configuration_is_told_in_a_few_lines_and_without_a_stack_trace() throws IOException {
        for (String wild : List.of(
                "",
                "\u0000",
                "[".repeat(10_000),
                "sources: &a [*a]",
                "x".repeat(1 << 20),
                "- - -",
                "{",
                "sources: [1]")) {
            Path file = Files.writeString(folder.resolve("wild.yaml"), wild);

            CliRun run = CliRun.of(program, "config", "check", "--config", file.toString());

            assertThat(run.exitCode()).as("%.20s", wild).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("afterimage: ").doesNotContain("\tat ");
            assertThat(run.err().lines())
                    .hasSizeBetween(2, 5)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(1_000));
        }
        byte[] notText = {(byte) 0xff, (byte) 0xfe, 0, 1};
        assertThat(CliRun.of(
                                program,
                                "run",
                                "-c",
                                Files.write(folder.resolve("b"), notText).toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(CliRun.of(program, "run", "--endpoint", "http://%zz").exitCode())
                .isEqualTo(2);
        assertThat(CliRun.of(program, "audit", "show", "--since", "+999999999999", "lists/L1", ENDPOINT)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CliRun.of(program, "audit", "show", "lists/", ENDPOINT).exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_missing_configuration_says_how_to_get_one() {
        assertThat(CliRun.of(program, "status", "--config", folder + "/none.yaml"))
                .isEqualTo(new CliRun(2, "", "afterimage: there is no file " + folder + "/none.yaml\n"));
        CliRun none = CliRun.of(program, "status");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("afterimage config example > afterimage.yaml", "--config", "--endpoint");
        assertThat(CliRun.of(program, "status", "--config", "a", ENDPOINT).exitCode())
                .isEqualTo(2);
    }

    @Test
    void the_environment_names_the_file_or_holds_everything() throws IOException {
        Path file = Files.writeString(folder.resolve("b.yaml"), "sources: [{table: lists}]");

        assertThat(CliRun.of(program, CliRun.NOBODY, Map.of("AFTERIMAGE_CONFIG", file.toString()), "config", "check")
                        .out())
                .isEqualTo("no mistakes; follows lists\n");
        assertThat(CliRun.of(program, CliRun.NOBODY, Map.of("AFTERIMAGE_SOURCES_0_TABLE", "users"), "config", "check")
                        .out())
                .isEqualTo("no mistakes; follows users\n");
        assertThat(CliRun.of(program, "config", "check", ENDPOINT).out())
                .isEqualTo("no mistakes; follows users, lists, guests, items\n");
    }

    @Test
    void the_example_can_be_printed() {
        assertThat(CliRun.of(program, "config", "example").out())
                .isEqualTo(dev.afterimage.config.ConfigLoader.example());
    }

    @Test
    void a_failure_is_one_line_and_a_stack_trace_only_on_demand() {
        program.broken = Optional.of(new IllegalStateException("no connection"));
        assertThat(CliRun.of(program, "status", ENDPOINT))
                .isEqualTo(new CliRun(1, "", "afterimage: explained: no connection\n"));

        program.broken = Optional.of(new UnsupportedOperationException("odd"));
        assertThat(CliRun.of(program, "status", ENDPOINT).err())
                .isEqualTo("afterimage: java.lang.UnsupportedOperationException: odd (--debug shows where)\n");
        CliRun debugged = CliRun.of(program, "status", ENDPOINT, "--debug");
        assertThat(debugged.exitCode()).isEqualTo(1);
        assertThat(debugged.err()).contains("\tat dev.afterimage.cli.");
    }

    @Test
    void a_worker_that_ends_by_itself_is_a_failure_and_is_closed() {
        program.workerEnds = true;

        CliRun run = CliRun.of(program, "run", ENDPOINT, "--record", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("afterimage: ready, following lists as w1\n");
        assertThat(run.err()).contains("the worker has ended by itself");
        assertThat(program.open).isZero();
        assertThat(program.started.orElseThrow().recording()).contains(folder);
    }

    @Test
    void a_worker_that_is_told_to_stop_is_closed_and_exits_with_0() {
        StopSwitch raised = new StopSwitch();
        raised.raise();

        CliRun run = CliRun.of(program, patience -> raised, Map.of(), "run", ENDPOINT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).last().isEqualTo("afterimage: stopping");
        assertThat(program.open).isZero();
    }

    private static List<List<String>> verbs(CommandLine command, List<String> path) {
        List<List<String>> verbs = new ArrayList<>();
        command.getSubcommands().forEach((name, verb) -> {
            List<String> verbPath = new ArrayList<>(path);
            verbPath.add(name);
            verbs.add(verbPath);
            verbs.addAll(verbs(verb, verbPath));
        });
        return verbs;
    }
}
