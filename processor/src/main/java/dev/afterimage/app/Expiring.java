package dev.afterimage.app;

import dev.afterimage.commit.Committer;
import dev.afterimage.console.expiry.ExpiryParts;
import dev.afterimage.delivery.Deliveries;
import dev.afterimage.delivery.DeliveryListener;
import dev.afterimage.delivery.DeliveryParts;
import dev.afterimage.delivery.SinkPlan;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.due.OnTime;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoDueItems;
import dev.afterimage.dynamo.DynamoDueQueues;
import dev.afterimage.dynamo.DynamoExpirations;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.DynamoRecorders;
import dev.afterimage.dynamo.DynamoShifts;
import dev.afterimage.dynamo.DynamoSinkStates;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.Fence;
import dev.afterimage.feed.Horizon;
import dev.afterimage.feed.Recorder;
import dev.afterimage.feed.RecorderId;
import dev.afterimage.feed.Recorders;
import dev.afterimage.feed.RecordingCommitter;
import dev.afterimage.lane.Positions;
import dev.afterimage.metrics.SinkCount;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.telemetry.LoggingAnnouncements;
import dev.afterimage.telemetry.LoggingDeliveries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What of a worker has to do with expirations: the door through which they are recorded, their feed, and its sinks. */
final class Expiring {
    /** What a sink does not take is tried again after up to half a second, and in the end every minute. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Committer committer;
    private final List<SinkPlan> sinks;
    private final DeliveryParts delivery;
    private final SinkCount sinkCount;
    private final Optional<OnTime.Parts> onTime;
    private final Blueprint blueprint;
    private final AwsClients clients;
    private final Opened opened;

    /**
     * That of a worker of this id. It records what the lanes commit from now on; what it opens is closed with the rest. An
     * {@link UnfitSinkException} where a sink cannot be opened.
     */
    Expiring(Blueprint blueprint, AwsClients clients, String workerId, Observation observation, Opened opened) {
        TableNaming naming = blueprint.naming();
        Positions positions = new DynamoPositions(clients.tables(), naming);
        Committer door = observation.around(new DynamoCommitter(clients.commits(), naming));
        Recorders recorders = new DynamoRecorders(clients.tables(), naming);
        Fence fence = new Fence(positions, door, CLOCK);
        RecorderId id = RecorderId.starting(workerId, CLOCK.instant());
        Recorder recorder = opened.add(new Recorder(id, recorders, fence, CLOCK, Expiring::uptime));
        this.blueprint = blueprint;
        this.clients = clients;
        this.opened = opened;
        this.committer = new RecordingCommitter(door, recorder);
        this.sinks = blueprint.sinks(clients, System.getenv()).open(opened);
        ExpiryFeed feed = feed(clients, naming, recorders, Horizon.Rescue.by(id, fence));
        SinkStates states = states(clients, naming);
        this.sinkCount = new SinkCount(
                blueprint.config().expirations().sinkTypes().keySet(), () -> SinkStatus.all(states, feed), CLOCK);
        this.delivery = new DeliveryParts(
                feed,
                states,
                new FailurePolicy(FIRST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault()),
                DeliveryListener.all(List.of(new LoggingDeliveries(CLOCK), sinkCount)),
                workerId,
                blueprint.failover(),
                CLOCK,
                Expiring::uptime);
        this.onTime = blueprint.onTime() ? Optional.of(onTime(workerId, positions)) : Optional.empty();
        opened.add(Repeated.every(Recorder.BEAT, "recorder", recorder::beat));
    }

    private OnTime.Parts onTime(String workerId, Positions positions) {
        return new OnTime.Parts(
                new DynamoDueQueues(clients.tables(), blueprint.naming()),
                new DynamoDueItems(clients.sources(), blueprint.sources()),
                committer,
                positions,
                blueprint.dueRows(),
                blueprint.expiryRows(),
                new DynamoShifts(clients.tables(), blueprint.naming()),
                blueprint.failures(RandomGenerator.getDefault()),
                new LoggingAnnouncements(),
                workerId,
                blueprint.failover(),
                CLOCK,
                Expiring::uptime);
    }

    /** The door, through which events are recorded as the feed needs them. */
    Committer committer() {
        return committer;
    }

    ExpiryFeed feed() {
        return delivery.feed();
    }

    /** How the sinks fare. */
    SinkCount sinkCount() {
        return sinkCount;
    }

    /** What the console shows. */
    ExpiryParts shown() {
        return new ExpiryParts(
                new DynamoExpirations(clients.tables(), blueprint.naming(), CLOCK),
                delivery.feed(),
                delivery.states(),
                blueprint.config().expirations().sinkTypes(),
                blueprint.sources());
    }

    /** Begins to deliver, and to tell what is due where that is wanted. */
    void begin() {
        opened.add(Repeated.every(LOOK, "sinks", sinkCount));
        opened.add(Deliveries.start(sinks, delivery));
        onTime.ifPresent(parts -> opened.add(OnTime.start(parts)));
    }

    /** The feed for one who only reads. */
    static ExpiryFeed feed(AwsClients clients, TableNaming naming) {
        return feed(clients, naming, new DynamoRecorders(clients.tables(), naming), Horizon.Rescue.NONE);
    }

    /** How far sinks have come. */
    static SinkStates states(AwsClients clients, TableNaming naming) {
        return new DynamoSinkStates(clients.tables(), naming);
    }

    private static ExpiryFeed feed(AwsClients clients, TableNaming naming, Recorders recorders, Horizon.Rescue rescue) {
        return new ExpiryFeed(
                new DynamoExpirations(clients.tables(), naming, CLOCK),
                new Horizon(recorders, rescue, Expiring::uptime),
                CLOCK);
    }

    private static Duration uptime() {
        return Duration.ofNanos(System.nanoTime());
    }
}
