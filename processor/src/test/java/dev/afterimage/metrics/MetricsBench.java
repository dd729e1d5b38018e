package dev.afterimage.metrics;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.parking.Marker;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.stream.fetch.ShardReading;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.telemetry.Alarm;
import dev.afterimage.telemetry.Freshness;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.LaneTallies;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of a worker whose lanes are made up. */
final class MetricsBench implements AutoCloseable {
    static final TableName TABLE = TestChanges.TABLE;
    static final TableName OTHER = new TableName("others");
    static final ProjectionName PROJECTION = new ProjectionName("rows");

    final ManualClock clock = new ManualClock();
    final LaneTallies tallies = new LaneTallies(clock);
    final List<LaneFreshness> freshness = new ArrayList<>();
    final List<LaneHealth> lanes = new ArrayList<>();
    final List<SinkFigures> sinks = new ArrayList<>();
    final List<VersionFigures> storedVersions = new ArrayList<>();
    final List<BackfillFigures> storedBackfills = new ArrayList<>();
    final StoredFigures<VersionFigures> versions = new StoredFigures<>("versions", () -> storedVersions, clock);
    final StoredFigures<BackfillFigures> backfills = new StoredFigures<>("backfills", () -> storedBackfills, clock);
    final Lot lot = new Lot();
    final ParkedCount parked = new ParkedCount(lot::of, List.of(new ParkedQueue(TABLE, PROJECTION)), clock);
    final Metrics metrics = new Metrics(List.of(TABLE, OTHER), "1.2.3");
    final PipelineListener listener = PipelineListener.all(List.of(tallies, metrics.lanes(), parked));
    boolean ready = true;

    /** A parking lot of which only the markers are made up. */
    static final class Lot {
        final List<Marker> markers = new ArrayList<>();
        int queries;
        boolean fails;

        List<Marker> of(TableName table) {
            queries++;
            if (fails) {
                throw new IllegalStateException("denied for " + table);
            }
            return List.copyOf(markers);
        }
    }

    MetricsBench() {
        metrics.watch(new Watched(
                () -> new LaneFigures(tallies.snapshot(), new Freshness(clock.instant(), freshness), lanes),
                parked,
                () -> sinks,
                versions,
                backfills,
                () -> ready));
    }

    static Lane lane(int number) {
        return new Lane(TABLE, new ShardId("shardId-" + number));
    }

    Scraped read() {
        return Scraped.of(metrics.read("").text());
    }

    Position apply(Position from, Change... changes) {
        Position to = from.after(changes[changes.length - 1], clock.instant());
        listener.applied(new CommitPlan(from, to, List.of(), List.of(changes)), 8, Duration.ofMillis(30));
        return to;
    }

    void health(Lane lane, LaneHealth.State state) {
        ShardReading reading =
                new ShardReading(clock.instant(), true, Optional.empty(), Optional.empty(), Optional.empty(), 0, false);
        lanes.add(new LaneHealth(
                lane, state, Position.start(lane), reading, clock.instant(), Optional.empty(), Optional.empty()));
    }

    void behind(Lane lane, Duration age, Optional<Duration> untilLoss, Alarm alarm) {
        Instant oldest = clock.instant().minus(age);
        freshness.add(new LaneFreshness(
                lane,
                Optional.of(clock.instant().minusSeconds(2)),
                new Unapplied.Behind(oldest),
                Optional.of(age),
                untilLoss,
                alarm));
    }

    void fresh(Lane lane, Unapplied unapplied) {
        freshness.add(new LaneFreshness(
                lane,
                Optional.of(clock.instant().minusSeconds(7)),
                unapplied,
                unapplied.oldest().map(oldest -> Duration.between(oldest, clock.instant())),
                Optional.empty(),
                Alarm.NONE));
    }

    @Override
    public void close() {
        metrics.close();
    }
}
