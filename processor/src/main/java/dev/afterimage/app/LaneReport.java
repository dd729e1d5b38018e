package dev.afterimage.app;

import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoLeases;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.Lease;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.telemetry.FreshnessRules;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.LaneTrend;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Puts together what positions, leases and streams say of the lanes. It remembers how they moved from one look to the next.
 * For one thread.
 */
final class LaneReport {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int READERS = 8;

    private final Parts parts;
    private final List<StreamSource> sources;
    private final FreshnessRules rules;
    private final InstantSource clock;
    private final StopSignal stop;
    private Map<Lane, LaneTrend> trends = Map.of();

    /** Whom it asks. */
    record Parts(DynamoDbStreamsClient streams, Positions positions, DynamoLeases leases, TableLookup tables) {}

    LaneReport(Parts parts, List<StreamSource> sources, FreshnessRules rules, InstantSource clock, StopSignal stop) {
        this.parts = parts;
        this.sources = sources;
        this.rules = rules;
        this.clock = clock;
        this.stop = stop;
    }

    /** The lanes of this configuration, with these clients. */
    static LaneReport of(Blueprint blueprint, AwsClients clients) {
        return new LaneReport(
                new Parts(
                        blueprint.streams(clients),
                        new DynamoPositions(clients.tables(), blueprint.naming()),
                        new DynamoLeases(clients.tables(), blueprint.naming()),
                        new TableLookup(clients.sources())),
                blueprint.streamSources(),
                blueprint.freshnessRules(),
                InstantSource.system(),
                new StopSwitch());
    }

    /** Every lane. Where one is behind, it looks again a little later, to tell whether that one keeps up. */
    List<LaneStatus> lanes() {
        boolean first = trends.isEmpty();
        List<LaneStatus> lanes = look();
        boolean behind =
                lanes.stream().anyMatch(lane -> lane.freshness().untilLoss().isPresent());
        return first && behind && stop.pause(BETWEEN_LOOKS) ? look() : lanes;
    }

    private List<LaneStatus> look() {
        List<Position> stored = parts.positions().all();
        List<Lease> leases = sources.stream()
                .flatMap(source -> parts.leases().of(source.table()).stream())
                .toList();
        Map<TableName, LaneLook.Followed> streams = new HashMap<>();
        Stream.concat(
                        sources.stream().map(StreamSource::table),
                        stored.stream().map(position -> position.lane().table()))
                .distinct()
                .forEach(table -> stream(table).ifPresent(stream -> streams.put(table, stream)));
        List<StreamShard> held = streams.values().stream()
                .flatMap(stream -> stream.reader().shards().stream())
                .toList();
        List<LaneStatus> lanes = all(new LaneCensus(leases, stored, held)
                .lanes().stream()
                        .<Callable<LaneStatus>>map(lane -> () -> status(lane, shard(lane, streams, stored)))
                        .toList());
        trends = moved(lanes);
        return lanes;
    }

    private Optional<LaneLook.Followed> stream(TableName table) {
        return parts.tables()
                .streamOf(table)
                .flatMap(arn -> parts.tables()
                        .keyOf(table)
                        .map(key -> new LaneLook.Followed(
                                new StreamReader(parts.streams(), new StreamArn(arn)),
                                key.partition().name())));
    }

    /** Reading shards is waiting, so some are read at a time. */
    private static List<LaneStatus> all(List<Callable<LaneStatus>> looks) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
            List<LaneStatus> lanes = new ArrayList<>();
            for (Future<LaneStatus> look : threads.invokeAll(looks)) {
                lanes.add(look.get());
            }
            return lanes;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shards were read", stop);
        }
    }

    private LaneLook.Shard shard(
            LaneCensus.Found lane, Map<TableName, LaneLook.Followed> streams, List<Position> stored) {
        TableName table = lane.position().lane().table();
        return new LaneLook.Shard(
                Optional.ofNullable(streams.get(table)),
                sources.stream()
                        .filter(source -> source.table().equals(table))
                        .findFirst()
                        .flatMap(source -> start(source, stored)));
    }

    /** From when on a source's changes are applied; empty for all of them. */
    private static Optional<Instant> start(StreamSource source, List<Position> stored) {
        return switch (source.start()) {
            case StartPosition.TrimHorizon _ -> Optional.empty();
            case StartPosition.At at -> Optional.of(at.instant());
            case StartPosition.Latest _ ->
                stored.stream()
                        .filter(position -> position.lane().equals(StartPosition.Latest.marker(source.table())))
                        .findFirst()
                        .flatMap(Position::changedAt);
        };
    }

    private LaneStatus status(LaneCensus.Found lane, LaneLook.Shard shard) {
        Lane id = lane.position().lane();
        Optional<String> checkpoint = lane.lease().flatMap(Lease::checkpoint);
        LaneLook look = LaneLook.at(lane.position(), checkpoint, shard, clock);
        return new LaneStatus(
                lane.position(),
                lane.lease().flatMap(Lease::owner),
                checkpoint,
                rules.judge(
                        id, look.read(), look.unapplied(), trends.getOrDefault(id, LaneTrend.NONE), clock.instant()),
                look.trouble());
    }

    private Map<Lane, LaneTrend> moved(List<LaneStatus> lanes) {
        Instant now = clock.instant();
        return lanes.stream()
                .filter(lane -> lane.freshness().unapplied().oldest().isPresent())
                .collect(Collectors.toMap(
                        lane -> lane.position().lane(),
                        lane -> trends.getOrDefault(lane.position().lane(), LaneTrend.NONE)
                                .with(now, lane.freshness().unapplied().oldest().orElseThrow())));
    }
}
