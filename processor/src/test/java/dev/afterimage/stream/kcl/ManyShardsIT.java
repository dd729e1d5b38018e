package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.script.ScriptedEndpoint;
import dev.afterimage.stream.script.ScriptedStream;
import dev.afterimage.stream.script.SlowTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One worker with half a gigabyte of heap follows 500 shards that bring most of that, by commits that take long: it reads
 * and applies them all within bounds of threads, memory and calls, and ends when it is told to.
 */
class ManyShardsIT {
    private static final int SHARDS = 500;
    private static final int SMALL = 10;
    private static final List<Integer> LARGE = List.of(100_000, 250_000, 400_000);
    private static final int CHANGES = SHARDS * (SMALL + LARGE.size());

    private static final int HEAP = 512;
    /** Twice the budget, which is a sixteenth of the heap, and what the calls in flight bring on top. */
    private static final int MOST_AHEAD = 2 * HEAP / 16 + 16;

    private static final int MOST_THREADS = 120;

    private static final Duration COMMIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ScriptedStream script = new ScriptedStream();
    private final ScriptedEndpoint endpoint = ScriptedEndpoint.of(script);
    private final LocalDynamo local = LocalDynamo.start();
    private final SlowTables tables = SlowTables.taking(COMMIT);

    @TempDir
    private Path folder;

    /** What the worker says of itself. */
    private record Line(int applied, int lanes, int threads, int heap, int ahead) {
        private static final Pattern TEXT =
                Pattern.compile("applied (\\d+) lanes (\\d+) threads (\\d+) heap (\\d+) ahead (\\d+)");

        static Stream<Line> of(String text) {
            return TEXT.matcher(text)
                    .results()
                    .map(line -> new Line(
                            number(line, 1), number(line, 2), number(line, 3), number(line, 4), number(line, 5)));
        }

        private static int number(MatchResult line, int group) {
            return Integer.parseInt(line.group(group));
        }
    }

    @AfterEach
    void close() {
        try (endpoint;
                local) {
            tables.close();
        }
    }

    @Test
    void follows_500_shards_within_bounds_of_threads_memory_and_calls() throws Exception {
        write();
        try (DynamoDbClient client = local.client()) {
            SampleTables.create(client);
        }
        Process worker = start();
        try {
            await().atMost(PATIENCE).until(() -> !worker.isAlive() || most(Line::applied) == CHANGES);
            assertThat(lines()).as(log()).isNotEmpty();
            assertThat(most(Line::applied)).as(log()).isEqualTo(CHANGES);
            assertThat(most(Line::lanes)).isEqualTo(SHARDS);

            Instant idle = Instant.now();
            int calls = script.calls("GetRecords");
            int more = 2 * ManyShardsWorker.CALLS_PER_SECOND;
            await().atMost(PATIENCE).until(() -> script.calls("GetRecords") >= calls + more);
            assertThat(Duration.between(idle, Instant.now())).isGreaterThan(Duration.ofMillis(1900));

            worker.destroy();
            assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log()).endsWith("closed\n");
        } finally {
            worker.destroyForcibly();
        }
        System.out.printf(
                "%d shards, %d MB: at most %d threads, %d MB fetched ahead, %d MB after a collection, %d commits at once%n",
                SHARDS,
                script.bytesGiven() >> 20,
                most(Line::threads),
                most(Line::ahead),
                most(Line::heap),
                tables.mostAtOnce());
        assertThat(most(Line::threads)).isLessThan(MOST_THREADS);
        assertThat(most(Line::ahead)).isLessThan(MOST_AHEAD);
        assertThat(most(Line::heap)).isLessThan(HEAP);
    }

    private void write() {
        String text = "x".repeat(LARGE.getLast());
        List<String> texts = LARGE.stream().map(size -> text.substring(0, size)).toList();
        for (int i = 0; i < SHARDS; i++) {
            String shard = "shard-" + i;
            script.open(shard);
            script.putMany(shard, SMALL);
            for (String large : texts) {
                script.put(shard, shard + "-" + large.length(), large, Instant.now());
            }
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + HEAP + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ManyShardsWorker.class.getName()));
        Stream.of(endpoint.address(), local.endpoint(), tables.address())
                .forEach(address -> command.add(address.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile())
                .start();
    }

    private int most(ToIntFunction<Line> figure) {
        return lines().stream().mapToInt(figure).max().orElse(0);
    }

    private List<Line> lines() {
        return Line.of(log()).toList();
    }

    private String log() {
        try {
            return Files.readString(logFile(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path logFile() {
        return folder.resolve("worker.log");
    }
}
