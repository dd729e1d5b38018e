package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shards that are followed in several lanes on the embedded DynamoDB: nothing lost, nothing twice, items in order. */
class DividedShardIT {
    private static final int PARTS = 4;
    private static final int ITEMS = 23;
    private static final int LISTS = 7;

    private final Threads threads = new Threads();
    private final StreamWorld world = StreamWorld.open();
    private int version;

    @AfterEach
    void close() {
        world.close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads.leftOver()).isEmpty());
    }

    @Test
    void applies_everything_once_and_in_order_while_shards_roll_and_the_worker_is_restarted() {
        world.through(door -> plan -> {
            await().pollDelay(Duration.ofMillis(10)).until(() -> true);
            return door.commit(plan);
        });
        StreamWorker first = world.worker("w1", sources(PARTS));
        change(300);
        world.local().rollShards();
        change(300);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> world.applied().changes().size() > 100);
        first.close();
        change(150);
        world.worker("w2", sources(PARTS));
        change(150);
        world.local().rollShards();
        change(100);

        awaitApplied();

        assertThat(versionsByItem()).hasSize(ITEMS);
        assertThat(versionsByItem().values())
                .allSatisfy(versions -> assertThat(versions).isSorted());
        assertThat(world.auditEntries()).isEqualTo(version);
        assertThat(world.applied().events()).isEmpty();
        List<Lane> ended = lanes().subList(0, 2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ended.stream()
                        .allMatch(lane -> world.positions().of(lane).closed()));
        assertThat(ended).allSatisfy(lane -> {
            assertThat(world.positions().of(lane).parts()).isEqualTo(PARTS);
            assertThat(LanePart.all(PARTS))
                    .allMatch(part -> world.positions().of(lane.part(part)).closed());
        });
        assertThat(lanesOfCommits()).hasSizeGreaterThan(PARTS);
        assertThat(world.applied().partsByPartition("list_id"))
                .hasSize(LISTS)
                .allSatisfy((list, parts) -> assertThat(parts).hasSize(1));
    }

    @Test
    void a_new_count_holds_for_the_shards_that_are_new() {
        StreamWorker first = world.worker("w1", sources(PARTS));
        change(60);
        awaitApplied();
        first.close();

        StreamWorker second = world.worker("w1", sources(2));
        change(60);
        awaitApplied();
        assertThat(second.lanes()).hasSize(PARTS);
        world.local().rollShards();
        change(60);
        awaitApplied();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(second.lanes())
                        .extracting(LaneHealth::lane)
                        .containsExactlyElementsOf(LanePart.all(2).stream()
                                .map(lanes().getLast()::part)
                                .toList()));
        assertThat(world.applied().events()).isEmpty();
    }

    private List<StreamSource> sources(int lanes) {
        return List.of(world.source(StreamWorld.ITEMS).withLanesPerShard(lanes));
    }

    private void change(int times) {
        for (int i = 0; i < times; i++) {
            version++;
            int item = version % ITEMS;
            world.put("L" + item % LISTS, item, version);
        }
    }

    private void awaitApplied() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(world.applied().changes()).hasSizeGreaterThanOrEqualTo(version));
        assertThat(world.applied().changes())
                .hasSize(version)
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

    private Set<Lane> lanesOfCommits() {
        return world.positions().all().stream()
                .map(Position::lane)
                .filter(lane -> !lane.isWhole())
                .collect(Collectors.toSet());
    }

    private List<Lane> lanes() {
        String arn = world.client()
                .describeTable(table -> table.tableName("items"))
                .table()
                .latestStreamArn();
        return new StreamReader(world.clients().streams(), new StreamArn(arn))
                .shards().stream().map(StreamShard::lane).toList();
    }
}
