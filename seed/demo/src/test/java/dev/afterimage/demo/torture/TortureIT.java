package dev.afterimage.demo.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.demo.Program;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class TortureIT {
    /** How long: {@code -Dtorture.seconds=20} for less. */
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("torture.seconds", 120));

    private static final long SEED = Long.getLong("torture.seed", 1);

    private final List<Path> folders = folders();

    @AfterEach
    void nothing_is_left() {
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(folders()).isEqualTo(folders);
    }

    @Test
    @Timeout(900)
    void nothing_is_lost_or_doubled_whatever_happens_to_the_workers() {
        Program torture = Program.run(
                "torture",
                "--seconds",
                Long.toString(LENGTH.toSeconds()),
                "--workers",
                "3",
                "--seed",
                Long.toString(SEED));

        List<String> lines = torture.out().lines().toList();
        assertThat(lines.getLast())
                .as(torture.out() + torture.err())
                .matches("torture: (\\d+) changes, \\1 applied once, 0 parked, \\d+ expired, audit continuous,"
                        + " views equal their recomputation");
        assertThat(torture.exitCode()).as(torture.out()).isZero();
        assertThat(torture.out()).doesNotContain("WRONG");
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 0, a second at least",
        "--workers, 17, 1 to 16 workers",
        "--endpoint, nowhere, is no endpoint",
        "--endpoint, https://dynamodb.eu-central-1.amazonaws.com, not for AWS"
    })
    void what_makes_no_sense_is_refused(String option, String value, String reason) {
        Program torture = Program.run("torture", option, value);

        assertThat(torture.exitCode()).isEqualTo(2);
        assertThat(torture.err()).contains(reason);
    }

    @Test
    void a_dynamodb_that_is_not_empty_is_refused() {
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient client = local.client()) {
            SampleTables.create(client);
            Program torture = Program.run(
                    "torture", "--seconds", "1", "--endpoint", local.endpoint().toString());

            assertThat(torture.exitCode()).isEqualTo(2);
            assertThat(torture.err()).contains("is not empty", "items");
        }
    }

    private static List<Path> folders() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("afterimage-workers-"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
