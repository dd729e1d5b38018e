package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.InMemoryRecorders;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One run: processes with wrong clocks record the expirations of several lanes, several processes a lane at the same time,
 * while others follow the feed.
 */
final class FeedSimulation {
    private static final int MOST_LANES = 6;
    private static final int MOST_HOSTS = 3;
    private static final int CHANGES = 14;
    private static final int FOLLOWERS = 3;

    private final Random random;
    private final FeedWorld world;
    private final Map<Lane, List<Change>> lanes = new TreeMap<>();
    private final Map<String, FeedHost> hosts = new HashMap<>();
    private final List<FeedFollower> followers = new ArrayList<>();
    private final Instant start;

    private FeedSimulation(long seed) {
        this.random = new Random(seed);
        ManualClock clock = new ManualClock();
        Turns turns = new Turns(new Random(seed + 1), clock);
        this.world = new FeedWorld(
                turns,
                clock,
                new Network(random, turns, clock),
                new InMemoryCommitter(List.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE))),
                new InMemoryRecorders());
        this.start = clock.instant().minus(Duration.ofHours(1));
        int count = 1 + random.nextInt(MOST_LANES);
        for (int lane = 1; lane <= count; lane++) {
            lanes.put(new Lane(TestChanges.TABLE, new ShardId("shard-" + lane)), changes(lane));
        }
    }

    static void run(long seed) {
        try {
            new FeedSimulation(seed).run();
        } catch (AssertionError failure) {
            throw new AssertionError("with -Dfeed.seed=" + seed + ": " + failure.getMessage(), failure);
        }
    }

    /** Mostly expirations, and of the same items again. */
    private List<Change> changes(int lane) {
        return IntStream.range(0, CHANGES)
                .mapToObj(i -> {
                    String id = lane + "-" + random.nextInt(4);
                    long sequence = 1_000L * (i + 1) + lane;
                    return random.nextInt(5) == 0
                            ? TestChanges.removed(sequence, id, "value")
                            : TestChanges.expired(sequence, id, "value");
                })
                .toList();
    }

    private void run() {
        List<Turns.Task> tasks = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_HOSTS);
        for (int i = 0; i < count; i++) {
            String name = "w" + i;
            tasks.add(new Turns.Task("one of " + name, () -> work(name)));
            if (random.nextBoolean()) {
                tasks.add(new Turns.Task("two of " + name, () -> work(name)));
            }
            tasks.add(new Turns.Task("beats of " + name, () -> beat(name)));
        }
        for (int i = 0; i < FOLLOWERS; i++) {
            FeedHost host = new FeedHost("r" + i, false, world, random);
            FeedFollower follower = new FeedFollower(host, world, random);
            followers.add(follower);
            Cursor begin = ExpiryFeed.before(start);
            tasks.add(new Turns.Task("follower " + i, () -> follower.follow(begin)));
        }
        FeedHost host = new FeedHost("late", false, world, random);
        FeedFollower late = new FeedFollower(host, world, random);
        followers.add(late);
        tasks.add(new Turns.Task("late follower", late::followLatest));
        tasks.add(new Turns.Task("network", this::passTime));
        world.turns().run(tasks);
        verify();
    }

    /** Applies what is left of some lane, in a process that comes again whenever it has died. */
    private void work(String name) {
        while (!isDone()) {
            try {
                FeedHost host = alive(name);
                Lane lane = List.copyOf(lanes.keySet()).get(random.nextInt(lanes.size()));
                ChangePipeline pipeline = pipeline(lane, host);
                List<Change> changes = lanes.getOrDefault(lane, List.of());
                if (pipeline.open()) {
                    pipeline.apply(changes.subList(0, 1 + random.nextInt(CHANGES)));
                }
                pipeline.leave();
            } catch (Crash crash) {
                world.turns().pass();
            }
        }
    }

    private void beat(String name) {
        while (!isDone()) {
            alive(name).beatInTime();
        }
        FeedHost last = hosts.get(name);
        if (last != null && !last.isDead()) {
            last.close();
        }
    }

    private FeedHost alive(String name) {
        FeedHost host = hosts.get(name);
        if (host == null || host.isDead()) {
            host = new FeedHost(name, true, world, random);
            hosts.put(name, host);
        }
        return host;
    }

    private ChangePipeline pipeline(Lane lane, FeedHost host) {
        Router router = new Router(List.of(), Map.of(), new AuditRows(), new ExpiryRows());
        ChangePipeline.Parts parts = new ChangePipeline.Parts(
                router,
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB).atMost(1 + random.nextInt(4)),
                host.door(),
                world.tables(),
                world.tables().parkingLot(),
                FailurePolicy.standard(random),
                PipelineListener.NONE,
                host::now);
        return new ChangePipeline(lane, parts, host.stop());
    }

    private boolean isDone() {
        return lanes.entrySet().stream()
                .allMatch(lane -> world.tables()
                        .of(lane.getKey())
                        .covers(lane.getValue().getLast().sequence()));
    }

    /** Until all is recorded, and then for long enough that dead recorders are found to be so. */
    private void passTime() {
        while (!isDone()) {
            world.network().tick();
        }
        world.network().calmDown();
        Instant end = world.clock().instant().plusSeconds(120);
        while (world.clock().instant().isBefore(end)) {
            world.network().tick();
        }
        world.network().end();
    }

    private void verify() {
        List<ExpiryEvent> recorded = world.tables().rows(ExpiryRows.TABLE.name()).stream()
                .sorted(Comparator.comparing(ExpirationsInMemory::place))
                .map(row -> ExpiryRows.decode(List.of(row)))
                .toList();
        assertThat(recorded.stream().map(ExpiryEvent::id))
                .as("what is recorded")
                .containsExactlyInAnyOrderElementsOf(expirations());
        for (FeedFollower follower : followers) {
            assertThat(inWords(follower.seen()))
                    .as("what a follower has seen")
                    .isEqualTo(inWords(recorded.stream()
                            .filter(event -> follower.seen().contains(event)
                                    || !follower.before().contains(event))
                            .toList()));
        }
        Map<String, List<ExpiryEvent>> byItem = recorded.stream()
                .collect(Collectors.groupingBy(event -> event.id().item()));
        byItem.forEach((item, events) -> assertThat(
                        events.stream().map(event -> event.id().sequence()))
                .as("the order of " + item)
                .isSorted());
    }

    private static List<String> inWords(List<ExpiryEvent> events) {
        return events.stream()
                .map(event -> event.recordedAt() + " " + event.id())
                .toList();
    }

    private List<ChangeId> expirations() {
        return lanes.values().stream()
                .flatMap(List::stream)
                .filter(Change.Expired.class::isInstance)
                .map(Change::id)
                .toList();
    }
}
