package dev.afterimage.demo.bench;

import dev.afterimage.demo.fleet.LaneState;
import dev.afterimage.demo.fleet.LaneStates;
import dev.afterimage.demo.fleet.TakeOver;
import dev.afterimage.demo.fleet.TakeOvers;
import dev.afterimage.demo.fleet.WorkerProcess;
import dev.afterimage.demo.wiring.EmbeddedEngine;
import dev.afterimage.demo.wiring.Samples;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.lane.Lane;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One round on one embedded DynamoDB: a standby joins, the worker is told to stop, the next one is killed, the shards
 * roll. Seen from the outside, by leases and positions. For one thread.
 */
final class HandOvers implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient dynamo = local.client();
    private final LeaseTimes times;
    private final Path folder;
    private final LaneStates lanes = new LaneStates(dynamo, TableNaming.STANDARD, Samples.sources());
    private final List<WorkerProcess> workers = new ArrayList<>();

    HandOvers(LeaseTimes times, Path folder) {
        this.times = times;
        this.folder = folder;
    }

    /**
     * What a round took.
     *
     * @param stopped for each lane, from SIGTERM to its worker until the standby committed in it
     * @param killed the same from SIGKILL
     * @param joined from a worker's start until it could take over
     * @param share how many of the lanes it was given when it joined
     * @param rolled for each lane, from its shard's end until its child's first commit
     */
    record Round(List<Duration> stopped, List<Duration> killed, Duration joined, int share, List<Duration> rolled) {}

    Round measure() {
        SampleTables.create(dynamo);
        new EmbeddedEngine(dynamo, TableNaming.STANDARD).createTables();
        try (Trickle _ = new Trickle(dynamo, BETWEEN_WRITES)) {
            join("first");
            WorkerProcess first = workers.getFirst();
            await(() -> held("first") == Samples.sources().size());
            Duration joined = join("second");
            int share = held("second");
            List<Duration> stopped = over(TakeOver.Cause.TERMINATED, first);
            join("third");
            WorkerProcess holder = workers.stream()
                    .filter(WorkerProcess::alive)
                    .filter(worker -> held(worker.workerId()) > 0)
                    .findFirst()
                    .orElseThrow();
            List<Duration> killed = over(TakeOver.Cause.KILLED, holder);
            return new Round(stopped, killed, joined, share, roll());
        }
    }

    /** Starts a worker and waits until it is one like all others; answers how long its start took. */
    private Duration join(String id) {
        Instant start = Instant.now();
        WorkerProcess worker = WorkerProcess.start(
                id, List.of(BenchWorker.class.getName(), local.endpoint().toString(), times.name()), folder);
        workers.add(worker);
        await(() -> {
            if (!worker.alive()) {
                throw new IllegalStateException("a worker could not start; its log is " + worker.log());
            }
            return worker.ready();
        });
        Duration took = Duration.between(start, Instant.now());
        Slow.travel(times.settled());
        return took;
    }

    private int held(String workerId) {
        return (int) lanes.look().values().stream()
                .filter(state -> !state.closed()
                        && state.revision() > 0
                        && state.owner().filter(workerId::equals).isPresent())
                .count();
    }

    private List<Duration> over(TakeOver.Cause cause, WorkerProcess worker) {
        TakeOvers takeOvers = new TakeOvers();
        Map<Lane, LaneState> before = lanes.look();
        takeOvers.strike(cause, worker.workerId(), Instant.now(), before);
        if (cause == TakeOver.Cause.KILLED) {
            worker.kill();
        } else {
            worker.terminate();
        }
        await(() -> {
            Instant now = Instant.now();
            takeOvers.look(now, lanes.look());
            return takeOvers.open() == 0;
        });
        return takeOvers.done().stream().map(TakeOver::took).toList();
    }

    private List<Duration> roll() {
        Set<Lane> before = Set.copyOf(lanes.look().keySet());
        List<Duration> times = new ArrayList<>();
        Instant start = Instant.now();
        local.rollShards();
        await(() -> {
            Duration now = Duration.between(start, Instant.now());
            Set<Lane> begun = lanes.look().entrySet().stream()
                    .filter(lane ->
                            !before.contains(lane.getKey()) && lane.getValue().revision() > 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            while (times.size() < begun.size()) {
                times.add(now);
            }
            return times.size() == Samples.sources().size();
        });
        return times;
    }

    private static void await(BooleanSupplier condition) {
        Instant latest = Instant.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(latest)) {
                throw new IllegalStateException("nothing came of it within " + LONGEST.toSeconds() + " s");
            }
            Slow.travel(BETWEEN_LOOKS);
        }
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        dynamo.close();
        local.close();
    }
}
