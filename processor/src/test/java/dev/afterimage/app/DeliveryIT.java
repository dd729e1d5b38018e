package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.cli.Connection;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkState;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.feed.FeedReader;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.webhook.Receiver;
import dev.afterimage.webhook.Receiver.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What lapses in a table reaches those outside, whatever happens to workers and receivers. */
class DeliveryIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AfterimageProgram program = new AfterimageProgram();
    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private final Receiver receiver = new Receiver();
    private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void sample_tables() throws IOException {
        SampleTables.create(client);
        Files.writeString(folder.resolve("secret"), "nobody knows");
    }

    @AfterEach
    void close() {
        receiver.close();
        client.close();
        dynamo.close();
    }

    @Test
    void every_expiration_is_posted_in_the_order_of_its_item_though_workers_are_killed_and_the_receiver_fails()
            throws Exception {
        Random random = new Random(11);
        receiver.answers(request -> answer(request, random.nextInt(6)));
        try (WorkerProcess first = process("w1")) {
            lapse(0, 25);
            await().atMost(SOON).until(() -> accepted.size() > 5);
            first.kill();
        }
        lapse(25, 35);
        try (WorkerProcess second = process("w1");
                WorkerProcess third = process("w2")) {
            lapse(0, 20);
            await().atMost(SOON).until(() -> recorded().size() == 55);
            second.kill();
            await().atMost(SOON).until(() -> ids(accepted).containsAll(recordedIds()));
            assertThat(third.terminate(10)).isZero();
        }

        assertThat(ids(accepted)).isEqualTo(recordedIds());
        firstOfEach(accepted)
                .values()
                .forEach(sequences ->
                        assertThat(sequences).as("the order of an item").isSorted());
    }

    @Test
    void a_worker_within_this_process_delivers_and_tells_listeners_and_shows_what_keeps_it() throws Exception {
        receiver.answers(request -> Answer.of(422));
        List<ExpiryEvent> heard = new CopyOnWriteArrayList<>();
        try (Afterimage worker = Afterimage.start(config(environment("w1")))) {
            worker.listen(anHourAgo(), (event, cursor) -> heard.add(event));
            lapse(0, 3);
            await().atMost(SOON).until(() -> heard.size() == 3);
            await().atMost(SOON).until(() -> state().progress().trouble().isPresent());
            assertThat(state().holder()).contains("w1");
            assertThat(accepted).isEmpty();

            receiver.answers(request -> answer(request, 5));
            try (Connection connection = program.connect(config(Map.of()))) {
                EventId first = EventId.of(heard.getFirst());
                await().atMost(SOON).until(() -> connection.sinks().put(state().skipping(first)));
            }
            await().atMost(SOON).until(() -> state().progress().trouble().isEmpty());
        }

        assertThat(accepted.size() + state().progress().skipped()).isEqualTo(3);
        assertThat(state().holder()).isEmpty();
        assertThat(followed()).isEqualTo(heard);
    }

    /** Mostly it takes what is posted; else it fails in one of several ways, and may have taken it all the same. */
    private Answer answer(Receiver.Request request, int chance) {
        if (chance >= 2) {
            accept(request);
        }
        return switch (chance) {
            case 0 -> Answer.of(503);
            case 1 -> new Answer.Hangup();
            case 2 -> new Answer.Silence();
            default -> Answer.of(200);
        };
    }

    private void accept(Receiver.Request request) {
        try {
            MAPPER.readTree(request.body()).forEach(accepted::add);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** Items of a list whose time is over; DynamoDB Local deletes them at once, and they may come again. */
    private void lapse(int from, int until) {
        for (int i = from; i < until; i++) {
            String datetime = String.format("2026-01-01T00:00:00.%03d", i);
            client.putItem(request -> request.tableName("items")
                    .item(Map.of(
                            "list_id", AttributeValue.fromS("L1"),
                            "datetime", AttributeValue.fromS(datetime),
                            "expires_at",
                                    AttributeValue.fromN(
                                            Long.toString(Instant.now().getEpochSecond() - 60)))));
        }
    }

    private List<ExpiryEvent> recorded() {
        try (Connection connection = program.connect(config(Map.of()))) {
            TimeRange lately = TimeRange.last(Duration.ofHours(1), Instant.now().plusSeconds(60));
            return connection
                    .expirations()
                    .recorded(lately, PageRequest.oldest(500))
                    .entries();
        }
    }

    private Set<String> recordedIds() {
        Set<String> ids = new HashSet<>();
        recorded().forEach(event -> ids.add(EventId.of(event).value()));
        return ids;
    }

    private static Set<String> ids(List<JsonNode> events) {
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.get("id").textValue()));
        return ids;
    }

    /** For each item, the sequence numbers of its events as they came for the first time. */
    private static Map<String, List<SequenceNumber>> firstOfEach(List<JsonNode> events) {
        Map<String, List<SequenceNumber>> byItem = new HashMap<>();
        Map<String, JsonNode> first = new LinkedHashMap<>();
        events.forEach(event -> first.putIfAbsent(event.get("id").textValue(), event));
        first.values()
                .forEach(event -> byItem.computeIfAbsent(event.get("subject").textValue(), item -> new ArrayList<>())
                        .add(new SequenceNumber(
                                event.get("data").get("sequence").textValue())));
        return byItem;
    }

    /** What one sees who follows the feed from outside. */
    private List<ExpiryEvent> followed() {
        List<ExpiryEvent> followed = new ArrayList<>();
        try (Connection connection = program.connect(config(Map.of()))) {
            FeedReader reader = new FeedReader(connection.feed(), anHourAgo(), 2);
            FeedPage page = reader.next();
            while (page.more()) {
                followed.addAll(page.events());
                page = reader.next();
            }
            followed.addAll(page.events());
        }
        return followed;
    }

    private SinkState state() {
        try (Connection connection = program.connect(config(Map.of()))) {
            return await().atMost(SOON)
                    .until(() -> connection.sinks().of(new SinkName("hook")), Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static Cursor anHourAgo() {
        return ExpiryFeed.before(Instant.now().minusSeconds(3_600));
    }

    private WorkerProcess process(String id) {
        return WorkerProcess.start(dynamo.endpoint(), folder.resolve(id + ".log"), environment(id));
    }

    private Map<String, String> environment(String id) {
        return Map.of(
                "AFTERIMAGE_WORKER_ID", id,
                "AFTERIMAGE_CONSOLE_LISTEN", "off",
                "AFTERIMAGE_LEASES_FAILOVER", "2s",
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_NAME", "hook",
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_TYPE", "webhook",
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_URL", receiver.address().toString(),
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_SECRET", "file:" + folder.resolve("secret"),
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_TIMEOUT", "500ms",
                "AFTERIMAGE_EXPIRATIONS_SINKS_0_BATCH", "4");
    }

    private Config config(Map<String, String> environment) {
        return ((Loaded.Valid) program.configs(environment).embedded(dynamo.endpoint())).config();
    }
}
