package dev.afterimage.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.demo.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MistakenFixtureTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_that_is_no_fixture_is_told_in_a_few_lines_and_without_a_stack_trace() throws IOException {
        for (String wild : List.of(
                "",
                "{}",
                "not JSON",
                "[".repeat(10_000),
                "{\"Records\":[" + "[".repeat(10_000),
                "{\"Records\":[{\"dynamodb\":7}]}",
                "{\"Records\":[{\"eventName\":\"" + "x".repeat(1 << 20) + "\",\"table\":\"lists\"}]}")) {
            Path file = Files.writeString(folder.resolve("wild.json"), wild);
            Program run = Program.run("replay", file.toString());

            assertThat(run.exitCode()).as("%.20s", wild).isEqualTo(1);
            assertThat(run.err().lines())
                    .hasSizeBetween(1, 2)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(2_000));
            assertThat(run.err()).startsWith("afterimage: " + file).doesNotContain("\tat ");
        }
    }
}
