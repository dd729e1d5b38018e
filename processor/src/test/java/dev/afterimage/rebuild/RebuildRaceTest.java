package dev.afterimage.rebuild;

import static dev.afterimage.rebuild.SeenThings.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.version.VersionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes, doubled lanes and several builders at the same time: whatever order they come to, each change counts once. */
class RebuildRaceTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final int LANES = 2;
    private static final int CHANGES = 250;
    private static final Rebuilder.Extent EXTENT = new Rebuilder.Extent(3, 2);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_change_takes_effect_once_in_both_versions(long seed) throws Exception {
        VersionWorld world = new VersionWorld(NOW);
        QuietListener listener = new QuietListener();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                List<Change> changes = changes(lane, new Random(seed * 31 + lane));
                for (int worker = 0; worker < 2; worker++) {
                    ChangePipeline pipeline = world.pipeline(lane, hesitant(world, seed + worker), new StopSwitch());
                    Random cuts = new Random(seed * 17 + worker);
                    lanes.add(pool.submit(() -> follow(pipeline, changes, cuts)));
                }
            }
            List<Future<RebuildEnd>> builders = new ArrayList<>();
            for (int builder = 0; builder < 2; builder++) {
                Rebuilder rebuilder = world.rebuilder(hesitant(world, seed + 7 + builder), listener);
                builders.add(pool.submit(() -> rebuilder.rebuild(NAME, 2, EXTENT, new StopSwitch())));
            }
            for (Future<RebuildEnd> builder : builders) {
                assertThat(builder.get(40, TimeUnit.SECONDS))
                        .as("seed %s, troubles %s", seed, listener.troubles)
                        .isInstanceOfAny(RebuildEnd.Done.class, RebuildEnd.Refused.class);
            }
            Rebuilder rebuilder = world.rebuilder(hesitant(world, seed), listener);
            assertThat(rebuilder.pause(NAME, 2, new StopSwitch())).isEqualTo(new RebuildEnd.Done());
            assertThat(rebuilder.resume(NAME, 2, new StopSwitch())).isEqualTo(new RebuildEnd.Done());
            for (Future<?> lane : lanes) {
                lane.get(40, TimeUnit.SECONDS);
            }
        }

        assertThat(world.of(NAME).orElseThrow().state(2)).containsInstanceOf(VersionState.Live.class);
        assertThat(rows(world, world.second)).as("seed %s", seed).isEqualTo(rows(world, world.first));
        assertThat(rows(world, world.second).values())
                .as("seed %s", seed)
                .allMatch(row ->
                        row.number("times").map(times -> times.intValue() == 1).orElse(true));
        assertThat(world.all(world.second.versionName())).isExhausted();
    }

    private static void follow(ChangePipeline pipeline, List<Change> changes, Random cuts) {
        pipeline.open();
        int next = 0;
        while (next < changes.size()) {
            int end = Math.min(changes.size(), next + 1 + cuts.nextInt(9));
            pipeline.apply(changes.subList(Math.max(0, next - cuts.nextInt(3)), end));
            next = end;
        }
    }

    /** Changes of a lane's own things, in order, each from what the one before left. */
    private static List<Change> changes(int lane, Random chance) {
        Map<String, String> now = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        for (long sequence = 1; sequence <= CHANGES; sequence++) {
            String id = "lane-" + lane + "-" + chance.nextInt(1 + (int) sequence / 5);
            String before = now.get(id);
            String after = chance.nextInt(40) == 0 ? "wide" : "value " + sequence;
            if (before == null) {
                changes.add(TestChanges.inserted(sequence, id, after));
                now.put(id, after);
            } else if (chance.nextInt(6) == 0) {
                changes.add(TestChanges.removed(sequence, id, before));
                now.remove(id);
            } else {
                changes.add(TestChanges.modified(sequence, id, before, after));
                now.put(id, after);
            }
        }
        return changes;
    }

    /** A door that lets others go first now and then, and loses some answers. */
    private static Committer hesitant(VersionWorld world, long seed) {
        Random chance = new Random(seed);
        return transaction -> {
            boolean yields;
            boolean loses;
            synchronized (chance) {
                yields = chance.nextInt(3) == 0;
                loses = chance.nextInt(25) == 0;
            }
            if (yields) {
                LockSupport.parkNanos(1);
            }
            CommitOutcome outcome = world.memory.commit(transaction);
            return loses ? new CommitOutcome.Unanswered("lost") : outcome;
        };
    }

    private static Map<String, Item> rows(VersionWorld world, SeenThings version) {
        return world.memory.rows(version.table().name()).stream()
                .collect(Collectors.toMap(row -> row.string("id").orElseThrow(), row -> row));
    }
}
