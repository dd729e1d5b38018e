package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.commit.CommitPlan;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.logged.CapturedLog;
import dev.afterimage.logging.JsonEncoder;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of items are for tables, not for logs. */
class LoggedImagesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEXT = "MARKER-OF-AN-IMAGE";
    private static final String NUMBER = "471147114711";
    private static final AttributeValue MARKED =
            AttributeValue.fromM(Map.of("text", AttributeValue.fromS(TEXT), "number", AttributeValue.fromN(NUMBER)));

    @Test
    void images_are_not_logged_when_changes_are_applied_or_refused_or_a_bug_strikes_or_the_worker_stops() {
        try (CapturedLog log = new CapturedLog();
                LocalDynamo dynamo = LocalDynamo.start();
                DynamoDbClient client = dynamo.client()) {
            SampleTables.create(client);
            Troubles troubles = new Troubles();
            try (Afterimage worker = Afterimage.start(config(dynamo), troubles)) {
                put(client, "lists", Map.of("id", text("L1"), "title", MARKED, "note", text(TEXT)));
                await().atMost(SOON).until(() -> worker.tallies().totals().applied() >= 1);

                troubles.strike.set(true);
                put(client, "users", Map.of("id", text("U1"), "email", text(TEXT)));
                await().atMost(SOON).until(() -> troubles.applied.contains("users/id=U1"));

                put(client, "list_summary", Map.of("list_id", text("L2"), "item_count", text(TEXT)));
                put(
                        client,
                        "items",
                        Map.of(
                                "list_id", text("L2"),
                                "datetime", text("D1"),
                                "order", AttributeValue.fromN(NUMBER),
                                "description", text(TEXT)));
                await().atMost(SOON).until(() -> log.lines().stream().anyMatch(LoggedImagesIT::tellsOfTheRefusal));
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("software.amazon.kinesis"))
                    .anyMatch(line -> line.contains("a bug of a listener"))
                    .noneMatch(LoggedImagesIT::holdsAnImage);
            assertThat(log.lines(new JsonEncoder()))
                    .anyMatch(
                            line -> line.contains("\"lane\":\"items/shardId-") && line.contains("\"change\":\"items/"))
                    .noneMatch(LoggedImagesIT::holdsAnImage);
        }
    }

    /** A listener that strikes once with an error that nobody catches but the lane's very end. */
    private static final class Troubles implements PipelineListener {
        private final AtomicBoolean strike = new AtomicBoolean();
        private final Set<String> applied = ConcurrentHashMap.newKeySet();

        @Override
        public void applied(CommitPlan plan, double writeUnits, Duration took) {
            plan.completed().forEach(change -> applied.add(change.id().item()));
            if (strike.compareAndSet(true, false)) {
                throw new AssertionError("a bug of a listener");
            }
        }
    }

    private static boolean holdsAnImage(String line) {
        return line.contains(TEXT) || line.contains(NUMBER);
    }

    private static boolean tellsOfTheRefusal(String line) {
        return !line.startsWith("INFO ") && line.contains("items/datetime=D1&list_id=L2");
    }

    private static Config config(LocalDynamo dynamo) {
        Loaded loaded = new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint());
        return ((Loaded.Valid) loaded).config();
    }

    private static void put(DynamoDbClient client, String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
