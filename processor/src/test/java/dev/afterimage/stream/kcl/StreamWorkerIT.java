package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureLane;
import dev.afterimage.stream.fixture.FixtureReader;
import dev.afterimage.stream.fixture.FixtureWriter;
import dev.afterimage.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The worker on the embedded DynamoDB: nothing lost, nothing twice, in order, whatever happens around it. */
class StreamWorkerIT {
    private final Threads threads = new Threads();
    private final StreamWorld world = StreamWorld.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        world.close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads.leftOver()).isEmpty());
    }

    @Test
    void applies_what_changed_before_and_after_its_start() {
        world.insert("L1", 0, 100);
        world.worker("w1");
        awaitApplied(100);

        world.insert("L1", 100, 160);
        awaitApplied(160);

        assertThat(world.auditEntries()).isEqualTo(160);
    }

    @Test
    void follows_all_source_tables() {
        StreamWorker worker = world.worker(
                "w1",
                SampleTables.all().stream()
                        .map(TableDefinition::name)
                        .map(world::source)
                        .toList());

        world.insert("L1", 0, 10);
        world.client()
                .putItem(put -> put.tableName("lists")
                        .item(Map.of("id", AttributeValue.fromS("L1"), "user_id", AttributeValue.fromS("U1"))));
        awaitApplied(11);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(worker.lanes())
                        .hasSize(4)
                        .allMatch(lane -> lane.state() == LaneHealth.State.FOLLOWING));
    }

    @Test
    void follows_children_after_their_parents_while_shards_roll_under_traffic() {
        world.worker("w1");
        int version = 0;
        for (int roll = 0; roll < 4; roll++) {
            for (int i = 0; i < 60; i++) {
                world.put("L1", i % 7, ++version);
            }
            world.local().rollShards();
        }
        for (int i = 0; i < 30; i++) {
            world.put("L1", i % 7, ++version);
        }
        awaitApplied(version);

        assertThat(versionsByItem().values())
                .allSatisfy(versions -> assertThat(versions).isSorted());
        assertThat(world.applied().changes()).extracting(Change::sequence).isSorted();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.applied().closedLanes().size() == 4);
        List<Lane> inOrder = shards(world).stream().map(StreamShard::lane).toList();
        assertThat(world.applied().closedLanes()).isEqualTo(inOrder.subList(0, 4));
        assertThat(inOrder.subList(0, 4))
                .allMatch(lane -> world.positions().of(lane).closed());
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void goes_on_where_it_was_with_the_same_name_and_with_a_new_one() {
        world.insert("L1", 0, 50);
        world.worker("w1").close();
        world.insert("L1", 50, 100);
        StreamWorker again = world.worker("w1");
        awaitApplied(100);
        again.close();
        world.local().rollShards();
        world.insert("L1", 100, 150);
        world.worker("w2");

        awaitApplied(150);
        assertThat(world.auditEntries()).isEqualTo(150);
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void hands_its_shards_over_to_another_worker() {
        StreamWorker first = world.worker("w1");
        world.worker("w2");
        world.insert("L1", 0, 40);
        awaitApplied(40);

        Instant closing = Instant.now();
        first.close();
        world.insert("L1", 40, 80);
        awaitApplied(80);

        assertThat(Duration.between(closing, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(world.auditEntries()).isEqualTo(80);
    }

    @Test
    void finishes_the_commit_in_flight_and_stops_in_the_middle_of_a_batch() throws InterruptedException {
        CountDownLatch thirdCommit = new CountDownLatch(3);
        world.through(door -> plan -> {
            thirdCommit.countDown();
            return slowly(() -> door.commit(plan), Duration.ofMillis(150));
        });
        world.insert("L1", 0, 1000);
        StreamWorker worker = world.worker("w1");
        thirdCommit.await();

        Instant closing = Instant.now();
        worker.close();

        assertThat(Duration.between(closing, Instant.now())).isLessThan(Duration.ofSeconds(9));
        int applied = world.applied().changes().size();
        assertThat(applied).isPositive().isLessThan(1000);
        assertThat(world.auditEntries()).isEqualTo(applied);
        world.through(door -> door);
        world.worker("w2");
        awaitApplied(1000);
        assertThat(world.auditEntries()).isEqualTo(1000);
    }

    @Test
    void a_lane_that_cannot_commit_ends_with_its_worker() {
        AtomicBoolean broken = new AtomicBoolean(true);
        world.through(door -> plan -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return door.commit(plan);
        });
        world.insert("L1", 0, 5);
        StreamWorker worker = world.worker("w1");
        await().until(() -> world.applied().events().stream().anyMatch(event -> event.contains("broken")));

        worker.close();
        broken.set(false);
        world.worker("w2");

        awaitApplied(5);
    }

    @Test
    void drops_what_changed_before_the_first_start_and_nothing_that_changed_while_it_was_down() {
        world.insert("L1", 0, 10);
        world.local().dilateTime(Duration.ofHours(2));
        List<StreamSource> latest = List.of(world.source(StreamWorld.ITEMS).withStart(StartPosition.LATEST));
        world.worker("w1", latest).close();
        world.insert("L1", 10, 20);
        world.worker("w1", latest);

        awaitApplied(10);
        assertThat(world.applied().dropped()).isPositive();
        assertThat(world.applied().changes())
                .allMatch(change -> change.key().canonical().matches("datetime=item-1.&list_id=L1"));
    }

    @Test
    void reports_expiries_of_the_embedded_dialect() {
        world.worker("w1");
        world.client()
                .putItem(put -> put.tableName("items")
                        .item(Map.of(
                                "list_id", AttributeValue.fromS("L1"),
                                "datetime", AttributeValue.fromS("gone"),
                                "order", AttributeValue.fromN("1"),
                                "expires_at",
                                        AttributeValue.fromN(
                                                Long.toString(Instant.now().getEpochSecond() - 1)))));
        awaitApplied(2);

        assertThat(world.applied().changes().getLast()).isInstanceOf(Change.Expired.class);
        assertThat(world.rows(ExpiryRows.TABLE)).isEqualTo(1);
    }

    @Test
    void records_what_it_reads_as_fixtures() throws IOException {
        try (FixtureWriter recorder = new FixtureWriter(folder)) {
            world.handling(following -> following.withTap(recorder));
            StreamWorker worker = world.worker("w1");
            world.insert("L1", 0, 30);
            world.local().rollShards();
            world.insert("L1", 30, 50);
            awaitApplied(50);
            worker.close();
        }

        List<FixtureLane> recorded = new FixtureReader(world::source).read(files());

        assertThat(recorded).hasSize(2);
        assertThat(recorded.get(1).parent()).contains(recorded.get(0).lane().shard());
        assertThat(recorded.stream().flatMap(lane -> lane.changes().stream()))
                .isEqualTo(world.applied().changes());
    }

    @Test
    void tells_of_a_gap_where_the_stream_was_trimmed_while_it_was_down() {
        world.insert("L1", 0, 10);
        StreamWorker worker = world.worker("w1");
        awaitApplied(10);
        worker.close();
        world.insert("L1", 10, 20);
        world.local().rollShards();
        world.local().dilateTime(Duration.ofHours(30));
        world.local().rollShards();
        world.insert("L1", 20, 30);

        world.worker("w1");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.applied().events().stream().anyMatch(event -> event.startsWith("gap")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.applied().changes().stream()
                        .anyMatch(change -> change.key().canonical().contains("item-29")));
    }

    @Test
    void tells_of_a_stream_that_was_replaced() {
        world.settings(world.settings().withLookEvery(Duration.ofMillis(200)));
        world.worker("w1");

        world.client()
                .updateTable(
                        table -> table.tableName("items").streamSpecification(stream -> stream.streamEnabled(false)));
        world.client()
                .updateTable(table -> table.tableName("items")
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.applied().events()).contains("replaced items"));
    }

    @Test
    void tells_of_a_stream_that_was_disabled_and_reads_the_rest_of_it() {
        world.settings(world.settings().withLookEvery(Duration.ofMillis(200)));
        world.worker("w1");
        world.insert("L1", 0, 30);

        world.client()
                .updateTable(
                        table -> table.tableName("items").streamSpecification(stream -> stream.streamEnabled(false)));

        awaitApplied(30);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(world.applied().events()).containsExactly("failed its stream has been disabled"));
    }

    @Test
    void tells_of_a_scheduler_that_died() {
        StreamWorker worker = world.worker(
                "w1", DeadlyClient.forThread("stream-items", world.clients().leases()));

        assertThatThrownBy(() -> worker.ended().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("its scheduler has ended by itself: java.lang.LinkageError: for the test");
        assertThat(world.applied().events()).anyMatch(event -> event.startsWith("failed"));
    }

    @Test
    void refuses_to_start_without_its_streams_and_names_every_reason() {
        world.settings(StreamSettings.embedded().withLeaseTables(false));

        assertThatThrownBy(() -> world.worker(
                        "w1", List.of(world.source(new TableName("missing")), world.source(StreamWorld.ITEMS))))
                .isInstanceOf(StreamsUnavailable.class)
                .hasMessageContaining("missing: the table does not exist")
                .hasMessageContaining("items: its lease table afterimage_leases_items does not exist");
    }

    private void awaitApplied(int changes) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(world.applied().changes()).hasSizeGreaterThanOrEqualTo(changes));
        assertThat(world.applied().changes())
                .hasSize(changes)
                .extracting(Change::id)
                .doesNotHaveDuplicates();
    }

    private Map<String, List<Integer>> versionsByItem() {
        Map<String, List<Integer>> versions = new HashMap<>();
        world.applied()
                .changes()
                .forEach(change -> versions.computeIfAbsent(change.key().canonical(), key -> new ArrayList<>())
                        .add(change.after()
                                .orElseThrow()
                                .number("version")
                                .orElseThrow()
                                .intValue()));
        return versions;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<StreamShard> shards(StreamWorld world) {
        String arn = world.client()
                .describeTable(table -> table.tableName("items"))
                .table()
                .latestStreamArn();
        return new StreamReader(world.clients().streams(), new StreamArn(arn)).shards();
    }

    private static <T> T slowly(Supplier<T> work, Duration pause) {
        T result = work.get();
        await().pollDelay(pause).until(() -> true);
        return result;
    }
}
