package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.script.ScriptedEndpoint;
import dev.afterimage.stream.script.ScriptedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The worker on a scripted endpoint that answers as DynamoDB Streams does on AWS: whatever befalls shards and calls, each
 * change that the stream still offers takes effect once, in the order of its item, and what it no longer offers is told.
 */
class ScriptedStreamIT {
    private final Threads threads = new Threads();
    private final ScriptedStream script = new ScriptedStream();
    private final ScriptedEndpoint endpoint = ScriptedEndpoint.of(script);
    private final AwsClients scripted = AwsClients.open(AwsAccess.embedded(endpoint.address()));
    private final StreamWorld world = StreamWorld.open();

    @BeforeEach
    void read_the_script() {
        world.reading(scripted.streams());
    }

    @AfterEach
    void close() {
        try (endpoint;
                scripted) {
            world.close();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads.leftOver()).isEmpty());
    }

    @Test
    void reads_every_shard_of_a_description_of_many_pages() {
        script.shardsPerPage(7);
        IntStream.range(0, 60).forEach(i -> {
            script.open("shard-" + i);
            script.putMany("shard-" + i, 10);
        });

        follow();

        awaitAllApplied();
        assertThat(script.calls("DescribeStream")).isGreaterThan(8);
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void reads_a_shard_of_many_small_pages() {
        script.recordsPerPage(3);
        script.open("s");
        script.putMany("s", 200);

        follow();

        awaitAllApplied();
        assertThat(script.reads("s")).isGreaterThan(66);
    }

    @Test
    void applies_a_child_of_a_split_only_after_its_parent_has_closed() {
        script.open("p");
        putItems("p", 60);
        follow();
        awaitAllApplied();
        for (String parent : List.of("p", "p-l", "p-l-l")) {
            putItems(parent, 30);
            script.open(parent + "-l", parent);
            putItems(parent + "-l", 30);
            script.open(parent + "-r", parent);
            script.putMany(parent + "-r", 30);
            script.close(parent);
        }

        awaitAllApplied();
        awaitClosed("p", "p-l", "p-l-l");
        for (String parent : List.of("p", "p-l", "p-l-l")) {
            assertParentFirst(parent, parent + "-l");
            assertParentFirst(parent, parent + "-r");
        }
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void applies_the_shard_of_a_merge_after_the_parent_that_it_names() {
        script.open("a");
        script.open("b");
        putItems("a", 40);
        script.putMany("b", 40);
        script.close("a");
        script.close("b");
        script.open("ab", "a");
        putItems("ab", 40);

        follow();

        awaitAllApplied();
        awaitClosed("a", "b");
        assertParentFirst("a", "ab");
    }

    @Test
    void closes_shards_that_had_ended_before_the_start_also_empty_ones() {
        script.open("old");
        script.putMany("old", 25);
        script.close("old");
        script.open("empty", "old");
        script.close("empty");
        script.open("young", "empty");
        script.putMany("young", 25);

        follow();

        awaitAllApplied();
        awaitClosed("old", "empty");
        assertParentFirst("old", "young");
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void goes_on_after_iterators_that_expired() {
        script.recordsPerPage(20);
        script.open("s");
        script.putMany("s", 100);
        script.fail("GetRecords", "ExpiredIteratorException", 5);
        follow();
        awaitAllApplied();

        script.fail("GetRecords", "ExpiredIteratorException", 5);
        script.putMany("s", 100);

        awaitAllApplied();
        assertThat(script.failuresLeft()).isZero();
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void outlasts_throttled_and_failed_calls_of_every_kind() {
        script.open("s");
        script.putMany("s", 100);
        script.fail("GetShardIterator", "InternalServerError", 3);
        script.fail("GetRecords", "LimitExceededException", 5);
        script.fail("GetRecords", "ProvisionedThroughputExceededException", 5);
        script.fail("GetRecords", "InternalServerError", 5);
        follow();
        awaitAllApplied();

        script.fail("DescribeStream", "LimitExceededException", 3);
        script.open("child", "s");
        script.putMany("child", 50);
        script.close("s");

        awaitAllApplied();
        assertThat(script.failuresLeft()).isZero();
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void reads_on_through_many_empty_pages() {
        script.open("s");
        script.answerEmpty("s", 40);
        script.putMany("s", 50);

        follow();

        awaitAllApplied();
        assertThat(script.reads("s")).isGreaterThan(40);
    }

    @Test
    void tells_of_records_that_were_trimmed_unread_and_goes_on_with_the_oldest_that_is_left() {
        script.recordsPerPage(10);
        script.open("s");
        script.putMany("s", 10);
        follow();
        awaitAllApplied();
        List<SequenceNumber> all = new ArrayList<>(script.numbers());

        script.fail("GetRecords", "TrimmedDataAccessException", 1);
        script.trim("s", 5);
        script.putMany("s", 20);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.applied().events())
                        .singleElement()
                        .asString()
                        .startsWith("gap shard " + script.id("s") + " was trimmed behind record " + all.getLast()));
        awaitAllApplied();
        assertThat(world.gaps())
                .singleElement()
                .asString()
                .startsWith("shard " + script.id("s") + " was trimmed behind record " + all.getLast());
    }

    @Test
    void tells_of_a_shard_that_was_trimmed_while_no_worker_was_there() {
        script.open("s");
        script.putMany("s", 20);
        StreamWorker first = follow();
        awaitAllApplied();
        first.close();
        List<SequenceNumber> applied = script.numbers("s");
        script.putMany("s", 30);
        script.trim("s", 35);

        world.worker("w2", sources());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.applied().events())
                        .singleElement()
                        .asString()
                        .startsWith("gap shard " + script.id("s") + " was trimmed behind record " + applied.getLast()));
        List<SequenceNumber> expected = new ArrayList<>(applied);
        expected.addAll(script.numbers("s").subList(35, 50));
        awaitApplied(expected);
    }

    @Test
    void tells_of_an_open_shard_that_disappeared_and_goes_on_with_the_others() {
        script.open("gone");
        script.open("stays");
        script.putMany("gone", 20);
        script.putMany("stays", 20);
        follow();
        awaitAllApplied();
        List<SequenceNumber> all = new ArrayList<>(script.numbers());

        script.remove("gone");
        script.putMany("stays", 20);

        all.addAll(script.numbers("stays").subList(20, 40));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.applied().events())
                        .singleElement()
                        .asString()
                        .startsWith("gap shard " + script.id("gone") + " was trimmed whole, and read only to record"));
        awaitApplied(all);
    }

    @Test
    void ends_a_shard_that_disappeared_wholly_read_without_telling_of_a_gap() {
        script.open("s");
        script.putMany("s", 20);
        follow();
        awaitAllApplied();

        script.hide("s");
        script.close("s");
        script.open("child", "s");
        script.putMany("child", 20);

        awaitAllApplied();
        awaitClosed("s");
        assertThat(world.applied().events()).isEmpty();
    }

    @Test
    void a_worker_ends_properly_while_a_shard_waits_for_its_parent() {
        StreamSettings usual = world.settings();
        world.settings(withLeasesOf(Duration.ofMinutes(1)));
        script.open("p");
        script.putMany("p", 20);
        script.open("child", "p");
        script.putMany("child", 20);
        StreamWorker worker = follow();
        awaitApplied(script.numbers("p"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(worker.lanes())
                        .extracting(LaneHealth::lane, LaneHealth::state)
                        .contains(tuple(lane("child"), LaneHealth.State.OPENING)));

        worker.close();

        assertThat(world.applied().events()).isEmpty();
        script.close("p");
        world.settings(usual);
        world.worker("w2", sources());
        awaitAllApplied();
    }

    private StreamSettings withLeasesOf(Duration failover) {
        StreamSettings usual = world.settings();
        StreamSettings.Leasing leasing = usual.leasing();
        return new StreamSettings(
                usual.reading(),
                new StreamSettings.Leasing(
                        failover,
                        leasing.look(),
                        leasing.heartbeat(),
                        leasing.leadership(),
                        leasing.report(),
                        leasing.audit()),
                usual.checkpointEvery(),
                usual.lookEvery(),
                usual.closeWithin(),
                usual.createLeaseTables());
    }

    private StreamWorker follow() {
        return world.worker("w1", sources());
    }

    private static List<StreamSource> sources() {
        return List.of(StreamSource.of(StreamWorld.ITEMS));
    }

    /** Changes of items that all shards of a test share. */
    private void putItems(String shard, int changes) {
        IntStream.range(0, changes).forEach(i -> script.put(shard, "item-" + i % 5));
    }

    private void awaitAllApplied() {
        awaitApplied(script.numbers());
    }

    private void awaitApplied(List<SequenceNumber> expected) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(world.applied().changes()).hasSizeGreaterThanOrEqualTo(expected.size()));
        assertThat(world.applied().changes())
                .extracting(Change::sequence)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(world.auditEntries()).isEqualTo(expected.size());
        Map<String, List<SequenceNumber>> byItem = new HashMap<>();
        world.applied()
                .changes()
                .forEach(change -> byItem.computeIfAbsent(change.key().canonical(), key -> new ArrayList<>())
                        .add(change.sequence()));
        assertThat(byItem.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    private void awaitClosed(String... shards) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.applied().closedLanes())
                        .containsExactlyInAnyOrderElementsOf(
                                Stream.of(shards).map(this::lane).toList()));
        assertThat(shards).allMatch(shard -> world.positions().of(lane(shard)).closed());
    }

    private void assertParentFirst(String parent, String child) {
        List<Applied.Step> steps = world.applied().steps();
        int parentCloses = IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).closes() && is(steps.get(i), parent))
                .findFirst()
                .orElseThrow();
        int childBegins = IntStream.range(0, steps.size())
                .filter(i -> is(steps.get(i), child))
                .findFirst()
                .orElseThrow();
        assertThat(parentCloses).as("%s closes before %s begins", parent, child).isLessThan(childBegins);
    }

    private boolean is(Applied.Step step, String shard) {
        return step.lane().equals(lane(shard));
    }

    private Lane lane(String shard) {
        return new Lane(StreamWorld.ITEMS, new ShardId(script.id(shard)));
    }
}
