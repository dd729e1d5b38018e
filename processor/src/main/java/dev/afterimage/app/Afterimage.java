package dev.afterimage.app;

import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.config.Config;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleParts;
import dev.afterimage.console.lane.LaneBoard;
import dev.afterimage.console.live.LiveChanges;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.ExpiryListener;
import dev.afterimage.feed.Listening;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Positions;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.logging.Logging;
import dev.afterimage.metrics.BackfillFigures;
import dev.afterimage.metrics.LaneFigures;
import dev.afterimage.metrics.Metrics;
import dev.afterimage.metrics.ParkedCount;
import dev.afterimage.metrics.StoredFigures;
import dev.afterimage.metrics.VersionFigures;
import dev.afterimage.metrics.Watched;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Noting;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.Projection;
import dev.afterimage.stream.AuditedGaps;
import dev.afterimage.stream.GapLog;
import dev.afterimage.stream.kcl.Following;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.stream.kcl.StreamWorker;
import dev.afterimage.telemetry.Freshness;
import dev.afterimage.telemetry.LagWatch;
import dev.afterimage.telemetry.LaneSighting;
import dev.afterimage.telemetry.LaneTallies;
import dev.afterimage.telemetry.LaneTally;
import dev.afterimage.telemetry.LoggingListener;
import dev.afterimage.telemetry.MetricsLog;
import dev.afterimage.telemetry.ProgressLog;
import dev.afterimage.telemetry.Tallies;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker, from its configuration to its threads: everything is made and joined here. Thread-safe; closing it again
 * does nothing.
 */
public final class Afterimage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Afterimage.class);
    private static final Duration PROGRESS = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final WorkerId id;
    private final Followed followed;
    private final Expiring expiring;
    private final Optional<Console> console;
    private final Opened opened;

    /** The worker, and who counts and watches what it does. */
    private record Followed(StreamWorker worker, LaneTallies tallies, LagWatch lag) {
        LaneFigures figures() {
            return new LaneFigures(tallies.snapshot(), lag.snapshot(), worker.lanes());
        }
    }

    private Afterimage(WorkerId id, Followed followed, Expiring expiring, Optional<Console> console, Opened opened) {
        this.id = id;
        this.followed = followed;
        this.expiring = expiring;
        this.console = console;
        this.opened = opened;
    }

    /**
     * Starts a worker, which reads when this returns. Nothing is left open where it fails; an
     * {@link UnfitTablesException} then tells all that is wrong with the tables.
     *
     * @param listeners are told, beside the log, what happens in the lanes
     */
    public static Afterimage start(Config config, PipelineListener... listeners) {
        return start(config, Projections.OWN, List.of(listeners));
    }

    /** A worker with projections of your own, within a Java program. */
    public static AfterimageBuilder builder() {
        return new AfterimageBuilder();
    }

    /** The same with these projections, and those of plugins. */
    static Afterimage start(Config config, List<Projection> own, List<PipelineListener> listeners) {
        Opened opened = new Opened();
        try {
            Projections projections = opened.add(Projections.open(own, config.plugins()));
            return wire(new Blueprint(config, projections.all()), listeners, opened);
        } catch (RuntimeException | Error failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** The picture, from right to left: what is at the end of a change's way comes first. */
    private static Afterimage wire(Blueprint blueprint, List<PipelineListener> listeners, Opened opened) {
        InstantSource clock = InstantSource.system();
        AwsAccess access = blueprint.access();
        WorkerId id = opened.add(blueprint.takeWorkerId(access));
        Logging.nameWorker(id.value());
        Observation observation = opened.add(blueprint.observation(id));
        Metrics metrics = observation.metrics();
        AwsClients clients = opened.add(AwsClients.open(access, id.value(), observation.calls()));
        TableNaming naming = blueprint.naming();
        new TablePreparation(clients, blueprint.tables()).prepare(access.embedded());
        Versioning versioning = new Versioning(blueprint, clients);
        versioning.requireCode();
        blueprint.unfollowed().forEach(LOG::warn);

        Positions positions = new DynamoPositions(clients.tables(), naming);
        ParkingLot parkingLot = new DynamoParkingLot(clients.tables(), naming);
        Expiring expiring = new Expiring(blueprint, clients, id.value(), observation, opened);
        Committer committer = expiring.committer();
        CommitPlanner planner = new CommitPlanner(CommitLimits.DYNAMODB);
        Router router = blueprint.router(clients);
        Containment containment = opened.add(blueprint.containment());
        FailurePolicy failures = blueprint.failures(RandomGenerator.getDefault());
        LaneTallies tallies = new LaneTallies(clock);
        LiveChanges live = new LiveChanges(clock);
        ParkedCount parked = new ParkedCount(parkingLot::markers, blueprint.parkedQueues(), clock);
        PipelineListener listener = told(listeners, tallies, new LoggingListener(clock), live, metrics.lanes(), parked);
        Filling filling = new Filling(blueprint, clients);
        ChangePipeline.Parts parts = new ChangePipeline.Parts(
                router,
                containment,
                planner,
                committer,
                positions,
                parkingLot,
                failures,
                listener,
                clock,
                lane -> versioning.foresight(filling.foresight(lane)));

        Following following = blueprint.recorded(
                Following.of(parts, metrics.streams()).withGaps(gapLog(blueprint, parts, opened)), opened);
        StreamWorker worker = opened.add(new StreamWorker(
                blueprint.streamAccess(clients),
                blueprint.identity(id),
                blueprint.streamSources(),
                blueprint.streamSettings(),
                following));
        LagWatch lag = new LagWatch(() -> seen(worker, tallies), blueprint.freshnessRules(), clock);
        Followed followed = new Followed(worker, tallies, lag);
        Readiness readiness = new Readiness(worker);
        StoredFigures<VersionFigures> versions = new StoredFigures<>("versions", versioning::figures, clock);
        StoredFigures<BackfillFigures> backfills = new StoredFigures<>("backfills", filling::figures, clock);
        metrics.watch(new Watched(
                followed::figures, parked, expiring.sinkCount()::figures, versions, backfills, readiness::isReady));
        LaneBoard board = new LaneBoard(LaneReport.of(blueprint, clients)::lanes, tallies::snapshot, clock);
        ConsoleAudit audit = new ConsoleAudit(blueprint, clients);
        ConsoleParts shown = new ConsoleParts(
                blueprint.sources(),
                board,
                live,
                audit.parts(),
                expiring.shown(),
                new ConsoleParking(blueprint, clients, committer, parked).open(opened),
                audit.undo(),
                versioning.shown(committer),
                filling.shown(),
                readiness,
                observation.figures(),
                metrics::answered,
                Explanations::of,
                clock);
        Optional<Console> console =
                blueprint.console(System.getenv()).map(settings -> opened.add(Console.start(settings, shown)));
        worker.start();
        readiness.started();
        expiring.begin();
        filling.begin(parts.with(PipelineListener.NONE), versioning::foresight, id.value(), opened);
        opened.add(Repeated.every(LOOK, "lag", lag));
        opened.add(Repeated.every(LOOK, "parked", parked));
        opened.add(Repeated.every(LOOK, "versions", versions));
        opened.add(Repeated.every(LOOK, "backfills", backfills));
        report(blueprint, followed, opened);
        return new Afterimage(id, followed, expiring, console, opened);
    }

    private static GapLog gapLog(Blueprint blueprint, ChangePipeline.Parts parts, Opened opened) {
        StopSwitch stop = new StopSwitch();
        opened.add(stop::raise);
        return new AuditedGaps(
                blueprint.gapRows(), new Noting(parts.committer(), parts.failures(), stop), parts.clock());
    }

    private static PipelineListener told(List<PipelineListener> others, PipelineListener... own) {
        return PipelineListener.all(
                Stream.concat(Stream.of(own), others.stream()).toList());
    }

    private static List<LaneSighting> seen(StreamWorker worker, LaneTallies tallies) {
        Set<Lane> halted =
                tallies.snapshot().halted().stream().map(LaneTally::lane).collect(Collectors.toSet());
        return LaneSightings.of(worker.lanes(), halted);
    }

    private static void report(Blueprint blueprint, Followed followed, Opened opened) {
        Supplier<Tallies> tallies = followed.tallies()::snapshot;
        Supplier<Freshness> freshness = followed.lag()::snapshot;
        opened.add(Repeated.every(PROGRESS, "progress", new ProgressLog(tallies, freshness)));
        blueprint
                .config()
                .metrics()
                .log()
                .ifPresent(pause -> opened.add(Repeated.every(pause, "metrics", new MetricsLog(tallies, freshness))));
    }

    /** Whom leases name as their owner. */
    public String workerId() {
        return id.value();
    }

    /** What has happened in the lanes so far. */
    public Tallies tallies() {
        return followed.tallies().snapshot();
    }

    /**
     * How fresh each lane is that is followed here: when its shard was last read, how old its oldest unapplied change is,
     * and how long until the stream drops one.
     */
    public Freshness freshness() {
        return followed.lag().snapshot();
    }

    /** The lanes that are followed here at present. */
    public List<LaneHealth> lanes() {
        return followed.worker().lanes();
    }

    /** Where the console is found; empty where there is none. */
    public Optional<URI> console() {
        return console.map(Console::address);
    }

    /** The expirations that all workers record. */
    public ExpiryFeed expirations() {
        return expiring.feed();
    }

    /**
     * Tells a listener within this process of every expiration that any worker records after this place, until what this
     * answers, or the worker, is closed.
     */
    public AutoCloseable listen(Cursor after, ExpiryListener listener) {
        return opened.add(Listening.start(
                expiring.feed(), after, listener, FailurePolicy.standard(RandomGenerator.getDefault())));
    }

    /** Completes normally after {@link #close}, or with an exception as soon as a table is not followed any more. */
    public CompletableFuture<Void> ended() {
        return followed.worker().ended();
    }

    /** Finishes the commits in flight, writes checkpoints, gives the leases back and closes the clients. */
    @Override
    public void close() {
        opened.close();
    }
}
