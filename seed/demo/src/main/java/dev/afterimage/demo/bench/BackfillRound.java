package dev.afterimage.demo.bench;

import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.Segment;
import dev.afterimage.cli.Connection;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * One embedded DynamoDB with items that are older than their stream: a worker loads them while one item changes all the
 * time, and the raw ceiling reads and writes the same beside it. For one thread.
 */
final class BackfillRound implements AutoCloseable {
    private static final TableName ITEMS = SampleTables.ITEMS.name();
    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient dynamo = local.client();
    private final int segments;
    private final int itemsASecond;

    /**
     * A round.
     *
     * @param items how many were put, some of them more than once
     * @param segments in how many segments they are read, by the worker and by the ceiling
     * @param itemsASecond how many the worker may load; 0 for as many as it can
     */
    BackfillRound(int items, int segments, int itemsASecond) {
        this.segments = segments;
        this.itemsASecond = itemsASecond;
        SampleTables.create(dynamo);
        stream(false);
        new Backlog(items).write(dynamo);
        stream(true);
    }

    /**
     * What came of it.
     *
     * @param loaded items a second of the worker
     * @param beside items a second of the ceiling, while the worker follows the same changes as before
     * @param alone items a second of the ceiling, when nothing else happens
     * @param without how long live changes took when nothing was loaded, in order of length
     * @param with the same while items were loaded
     */
    record Result(double loaded, double beside, double alone, List<Duration> without, List<Duration> with) {}

    Result measure() {
        Live live = live();
        return new Result(perSecond(live.items(), live.took()), live.raw(), raw("alone"), live.without(), live.with());
    }

    private double raw(String name) {
        RawLoad.Loaded raw = new RawLoad(dynamo, segments, "bench_raw_load_" + name).run();
        return perSecond(raw.items(), raw.took());
    }

    /** What the worker did, and how fast the ceiling was beside it. */
    private record Live(long items, Duration took, double raw, List<Duration> without, List<Duration> with) {}

    private Live live() {
        Config config =
                ((Loaded.Valid) new AfterimageProgram().configs(Map.of()).embedded(local.endpoint())).config();
        try (LiveItem live = new LiveItem(dynamo);
                Afterimage _ = Afterimage.start(config, live);
                Connection connection = new AfterimageProgram().connect(config)) {
            Backfill opened = start(connection.backfilling());
            Instant begun = Instant.now();
            live.begin();
            Backfill scanned = await(connection, opened);
            List<Duration> with = live.take();
            Duration took = Duration.between(begun, scanned.scannedAt().orElseThrow());
            long items = connection.backfills().segments(ITEMS).stream()
                    .mapToLong(Segment::read)
                    .sum();
            awaitEnd(connection);
            live.take();
            Slow.travel(QUIET);
            List<Duration> without = live.take();
            return new Live(items, took, raw("beside"), without, with);
        }
    }

    private static double perSecond(long items, Duration took) {
        return items / (took.toNanos() / 1e9);
    }

    private Backfill start(Backfilling backfilling) {
        return switch (backfilling.start(ITEMS, new ScanSettings(segments, 0, itemsASecond, true, false))) {
            case Backfilling.Result.Done done -> done.backfill();
            case Backfilling.Result.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    private static Backfill await(Connection connection, Backfill opened) {
        Instant latest = Instant.now().plus(LONGEST);
        Optional<Backfill> now = Optional.of(opened);
        while (now.flatMap(Backfill::scannedAt).isEmpty() && Instant.now().isBefore(latest)) {
            Slow.travel(LOOK);
            now = connection.backfills().of(ITEMS);
        }
        return now.orElseThrow();
    }

    private static void awaitEnd(Connection connection) {
        Instant latest = Instant.now().plus(LONGEST);
        while (connection.backfills().of(ITEMS).filter(Backfill::isOpen).isPresent()
                && Instant.now().isBefore(latest)) {
            Slow.travel(LOOK);
        }
    }

    private void stream(boolean enabled) {
        dynamo.updateTable(request -> request.tableName(ITEMS.value()).streamSpecification(specification -> {
            specification.streamEnabled(enabled);
            if (enabled) {
                specification.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
            }
        }));
    }

    @Override
    public void close() {
        dynamo.close();
        local.close();
    }
}
