package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Connection;
import dev.afterimage.config.Loaded;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryEvent.Kind;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is due is told once at its time, whatever happens to workers, and after it the deletion. */
class OnTimeIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int ITEMS = 40;

    private final AfterimageProgram program = new AfterimageProgram();
    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();

    @TempDir
    private Path folder;

    @BeforeEach
    void sample_tables() {
        SampleTables.create(client);
    }

    @AfterEach
    void close() {
        client.close();
        dynamo.close();
    }

    @Test
    void each_item_is_told_of_once_when_it_is_due_and_then_when_it_is_deleted_though_a_worker_is_killed()
            throws Exception {
        Instant due = Instant.now().plusSeconds(8);
        try (WorkerProcess first = process("w1");
                WorkerProcess second = process("w2")) {
            deleteWhatIsDue(false);
            put("renewed", due);
            put("deleted", due);
            for (int i = 0; i < ITEMS; i++) {
                put("lapses-" + i, due.plusSeconds(i / 10));
            }
            put("renewed", due.plusSeconds(100_000));
            client.deleteItem(request -> request.tableName("items").key(key("deleted")));
            await().atMost(SOON).until(() -> !recorded(Kind.DUE).isEmpty());
            first.kill();
            await().atMost(SOON).until(() -> recorded(Kind.DUE).size() == ITEMS);
            deleteWhatIsDue(true);
            await().atMost(SOON).until(() -> recorded(Kind.DELETED).size() == ITEMS);
            assertThat(second.terminate(10)).isZero();
        }

        assertThat(recorded(Kind.DUE)).allMatch(event -> !event.recordedAt().isBefore(event.at()));
        assertThat(recorded().stream()
                        .collect(Collectors.groupingBy(
                                event -> event.id().key().canonical(),
                                Collectors.mapping(ExpiryEvent::kind, Collectors.toList())))
                        .values())
                .hasSize(ITEMS)
                .containsOnly(List.of(Kind.DUE, Kind.DELETED));
    }

    /** DynamoDB Local would delete what is due about as soon as it is told. */
    private void deleteWhatIsDue(boolean enabled) {
        client.updateTimeToLive(request -> request.tableName("items")
                .timeToLiveSpecification(
                        time -> time.attributeName("expires_at").enabled(enabled)));
    }

    private void put(String name, Instant due) {
        Map<String, AttributeValue> item = new HashMap<>(key(name));
        item.put("expires_at", AttributeValue.fromN(Long.toString(due.getEpochSecond())));
        client.putItem(request -> request.tableName("items").item(item));
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("list_id", AttributeValue.fromS("L1"), "datetime", AttributeValue.fromS(name));
    }

    private List<ExpiryEvent> recorded(Kind kind) {
        return recorded().stream().filter(event -> event.kind() == kind).toList();
    }

    /** In the order in which they were recorded. */
    private List<ExpiryEvent> recorded() {
        try (Connection connection =
                program.connect(((Loaded.Valid) program.configs(Map.of()).embedded(dynamo.endpoint())).config())) {
            TimeRange lately = TimeRange.last(Duration.ofHours(1), Instant.now().plusSeconds(60));
            return connection
                    .expirations()
                    .recorded(lately, PageRequest.oldest(500))
                    .entries();
        }
    }

    private WorkerProcess process(String id) {
        return WorkerProcess.start(
                dynamo.endpoint(),
                folder.resolve(id + ".log"),
                Map.of(
                        "AFTERIMAGE_WORKER_ID", id,
                        "AFTERIMAGE_CONSOLE_LISTEN", "off",
                        "AFTERIMAGE_LEASES_FAILOVER", "2s",
                        "AFTERIMAGE_EXPIRATIONS_ON_TIME", "true"));
    }
}
