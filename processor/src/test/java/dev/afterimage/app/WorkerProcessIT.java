package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.cli.Connection;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.telemetry.Unapplied;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class WorkerProcessIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final AfterimageProgram program = new AfterimageProgram();

    @TempDir
    private Path folder;

    @Test
    void told_to_stop_it_leaves_with_0_in_10_seconds_and_the_next_goes_on() throws InterruptedException {
        putItems(0, 50);
        try (WorkerProcess worker = start()) {
            await().atMost(SOON).until(() -> itemCount() == 50);
            putItems(50, 60);
            assertThat(worker.terminate(10)).isZero();
        }
        putItems(60, 80);
        try (WorkerProcess worker = start()) {
            await().atMost(SOON).until(() -> itemCount() == 80);
            assertThat(worker.terminate(10)).isZero();
        }
        assertThat(verified()).isEqualTo(80);
    }

    @Test
    void killed_in_the_middle_it_applies_every_change_once_after_a_restart() throws InterruptedException {
        putItems(0, 10);
        for (int round = 1; round <= 3; round++) {
            try (WorkerProcess worker = start()) {
                int before = itemCount();
                putItems(round * 200, round * 200 + 200);
                await().atMost(SOON).until(() -> itemCount() > before);
                worker.kill();
            }
        }
        try (WorkerProcess worker = start()) {
            await().atMost(SOON).until(this::drained);
            assertThat(itemCount()).isEqualTo(610);
            assertThat(worker.terminate(10)).isZero();
        }
        assertThat(verified()).isEqualTo(610);
    }

    @Test
    void from_its_first_line_on_its_log_is_what_the_configuration_wants() throws Exception {
        List<String> shipped = List.of("-Dlogback.configurationFile=logback.xml");
        Map<String, String> json = Map.of("AFTERIMAGE_LOG_FORMAT", "json", "AFTERIMAGE_WORKER_ID", "worker-json");
        putItems(0, 3);
        try (WorkerProcess worker =
                WorkerProcess.start(dynamo.endpoint(), folder.resolve("worker.log"), shipped, json)) {
            await().atMost(SOON).until(() -> itemCount() == 3);
            assertThat(worker.terminate(10)).isZero();
        }

        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("worker.log"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .hasSizeGreaterThan(4)
                .anyMatch(line -> line.path("message").asText().contains("opened at")
                        && line.path("table").asText().equals("items")
                        && line.path("worker").asText().equals("worker-json"));
    }

    private WorkerProcess start() {
        return WorkerProcess.start(dynamo.endpoint(), folder.resolve("worker.log"));
    }

    private void putItems(int from, int until) {
        for (int i = from; i < until; i++) {
            String datetime = String.format("2026-01-01T00:00:00.%06d", i);
            client.putItem(request -> request.tableName("items")
                    .item(Map.of(
                            "list_id", AttributeValue.fromS("L1"),
                            "datetime", AttributeValue.fromS(datetime),
                            "done", AttributeValue.fromBool(false))));
        }
    }

    private int itemCount() {
        AttributeValue count = client.getItem(request -> request.tableName("list_summary")
                        .key(Map.of("list_id", AttributeValue.fromS("L1")))
                        .consistentRead(true))
                .item()
                .get("item_count");
        return count == null ? 0 : Integer.parseInt(count.n());
    }

    private boolean drained() {
        try (Connection connection = program.connect(config())) {
            return connection.lanes().stream()
                    .allMatch(lane -> lane.freshness().unapplied() instanceof Unapplied.Nothing);
        }
    }

    /** How many entries the audit log has, which proves itself. */
    private long verified() {
        try (Connection connection = program.connect(config())) {
            AuditVerifier.Report report = new AuditVerifier(connection.auditLog()).verify(Instant.now());
            assertThat(report.firstBreak()).isEmpty();
            return report.entries();
        }
    }

    private Config config() {
        return ((Loaded.Valid) program.configs(Map.of()).embedded(dynamo.endpoint())).config();
    }
}
