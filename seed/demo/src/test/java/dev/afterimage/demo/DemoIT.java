package dev.afterimage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.seed.local.LocalDynamo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIT {
    @Test
    void proves_its_work_at_the_end() {
        Program demo = Program.run("demo", "--seconds", "6", "--port", "0", "--rate", "30");

        List<String> lines = demo.out().lines().toList();
        assertThat(lines.getLast())
                .as(demo.out() + demo.err())
                .matches("demo: (\\d+) changes, \\1 applied once, 0 parked, \\d+ expired, audit continuous,"
                        + " views equal their recomputation");
        assertThat(lines.getLast()).doesNotContain(" 0 changes").doesNotContain(" 0 expired");
        assertThat(demo.exitCode()).isZero();
    }

    @Test
    void a_taken_port_is_told_with_the_option_that_chooses_another() {
        try (LocalDynamo other = LocalDynamo.start()) {
            Program demo = Program.run("demo", "--seconds", "1", "--port", Integer.toString(other.port()));

            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.err()).contains("port " + other.port() + " is taken: choose another with --port");
            assertThat(demo.err()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "torture",
                "replay",
                "bench",
                "local",
                "seed",
                "run",
                "status",
                "audit",
                "expirations",
                "tables"
            })
    void every_verb_has_help_with_examples(String verb) {
        Program help = Program.run(verb, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: afterimage " + verb);
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        Program demo = Program.run("demo", "--sekonds", "3");

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.err()).contains("--sekonds");
    }
}
