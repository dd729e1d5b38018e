package dev.afterimage.stream.kcl;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.lane.ShardId;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.stream.GapLog;
import dev.afterimage.stream.RecordTap;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.TestRecords;
import dev.afterimage.stream.fetch.FetchBudget;
import dev.afterimage.stream.fetch.Fetched;
import dev.afterimage.stream.fetch.ShardFeeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** One shard's consumer, called as KCL calls it, with everything around it in memory. */
final class ConsumerBench implements Positions, ParkingLot, Committer, PipelineListener, StreamListener {
    static final ShardId SHARD = new ShardId("s1");
    static final Lane LANE = new Lane(new TableName("things"), SHARD);
    static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    final FakeLeases leases = new FakeLeases();
    final FakeCheckpointer checkpointer = new FakeCheckpointer();
    final ManualClock clock = new ManualClock();
    final List<String> applied = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final ShardFeeds feeds = new ShardFeeds(new FetchBudget(Long.MAX_VALUE / 4), clock);
    private final Map<Lane, Position> positions = new ConcurrentHashMap<>();
    private Function<CommitPlan, CommitOutcome> door = this::store;
    private Runnable whenHalted = () -> {};
    private Optional<Instant> start = Optional.empty();
    private int lanesPerShard = 1;
    private Optional<RecordTap> tap = Optional.empty();
    private @Nullable Lanes lanes;
    private @Nullable ShardConsumer consumer;

    /** Older changes are to be dropped. */
    void startAt(Instant instant) {
        start = Optional.of(instant);
    }

    void tap(RecordTap recorder) {
        tap = Optional.of(recorder);
    }

    void position(Position position) {
        positions.put(position.lane(), position);
    }

    /** A shard that is seen for the first time is followed in so many lanes. */
    void lanesPerShard(int lanes) {
        lanesPerShard = lanes;
    }

    void door(Function<CommitPlan, CommitOutcome> replacement) {
        door = replacement;
    }

    void whenHalted(Runnable action) {
        whenHalted = action;
    }

    /** As DynamoDB does: only where the stored position is the one that the plan starts from. */
    synchronized CommitOutcome store(CommitPlan plan) {
        if (of(plan.to().lane()).revision() != plan.from().revision()) {
            return new CommitOutcome.Stale();
        }
        positions.put(plan.to().lane(), plan.to());
        plan.completed().forEach(change -> applied.add(change.sequence().digits()));
        return new CommitOutcome.Applied(1);
    }

    void open() {
        open(ExtendedSequenceNumber.TRIM_HORIZON);
    }

    void open(ExtendedSequenceNumber checkpoint) {
        StreamArn arn = new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/now");
        FollowedStream stream = new FollowedStream(
                StreamSource.of(LANE.table()).withLanesPerShard(lanesPerShard),
                "id",
                new StreamReader(new OneShard(), arn),
                start,
                feeds,
                CHECKPOINT_EVERY);
        lanes = new Lanes(stream, new Following(parts(), this, tap, GapLog.NONE), leases);
        consumer = new ShardConsumer(lanes);
        consumer.initialize(InitializationInput.builder()
                .shardId(SHARD.value())
                .extendedSequenceNumber(checkpoint)
                .build());
    }

    /** Delivers the records from one number up to, but not with, another. */
    void deliver(int from, int to) {
        deliver(TestRecords.inserts(from, to), from - 1);
    }

    void deliverNothing() {
        deliver(List.of());
    }

    /** Fetches a page that KCL does not deliver yet. */
    List<KinesisClientRecord> fetch(int from, int to) {
        return Fetched.page(feeds.of(SHARD), TestRecords.inserts(from, to), Optional.empty());
    }

    /** Delivers records, of which the first comes after that number; none for a negative one. */
    void deliver(List<Record> records, int before) {
        Optional<SequenceNumber> previous =
                before < 0 ? Optional.empty() : Optional.of(new SequenceNumber(TestRecords.sequence(before)));
        deliver(Fetched.page(feeds.of(SHARD), records, previous));
    }

    void deliver(List<KinesisClientRecord> records) {
        consumer()
                .processRecords(ProcessRecordsInput.builder()
                        .records(records)
                        .checkpointer(checkpointer.asKcl())
                        .build());
    }

    void endShard() {
        consumer()
                .shardEnded(ShardEndedInput.builder()
                        .checkpointer(checkpointer.asKcl())
                        .build());
    }

    void requestShutdown() {
        consumer()
                .shutdownRequested(ShutdownRequestedInput.builder()
                        .checkpointer(checkpointer.asKcl())
                        .build());
    }

    void loseLease() {
        consumer().leaseLost(LeaseLostInput.builder().build());
    }

    /** What closing the worker does first. */
    void stopLanes() {
        lanes().stop();
    }

    List<LaneHealth> health() {
        return lanes().health();
    }

    private Lanes lanes() {
        if (lanes == null) {
            throw new IllegalStateException("open the shard first");
        }
        return lanes;
    }

    private ShardConsumer consumer() {
        if (consumer == null) {
            throw new IllegalStateException("open the shard first");
        }
        return consumer;
    }

    ChangePipeline.Parts parts() {
        return new ChangePipeline.Parts(
                new Router(List.of(), Map.of(), new AuditRows(), new ExpiryRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                this,
                this,
                this,
                new FailurePolicy(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofMillis(1), new Random(1)),
                this,
                clock);
    }

    @Override
    public Position of(Lane lane) {
        return positions.getOrDefault(lane, Position.start(lane));
    }

    @Override
    public List<Position> all() {
        return List.copyOf(positions.values());
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        return door.apply((CommitPlan) transaction);
    }

    @Override
    public List<Marker> markers(TableName table) {
        return List.of();
    }

    @Override
    public Optional<Marker> marker(ParkedItem item) {
        return Optional.empty();
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item) {
        return Collections.emptyIterator();
    }

    @Override
    public Iterator<ParkedRecord> records(ParkedItem item, SequenceNumber first) {
        return Collections.emptyIterator();
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        events.add("halted: " + reason);
        whenHalted.run();
    }

    @Override
    public void closed(Lane lane) {
        events.add("closed");
    }

    @Override
    public void left(Lane lane) {
        events.add("left");
    }

    @Override
    public void gap(TableName table, String detail) {
        events.add("gap: " + detail);
    }

    @Override
    public void malformed(Lane lane, String problem) {
        events.add("malformed: " + problem);
    }

    @Override
    public void beforeStart(Lane lane, int changes) {
        events.add("dropped " + changes);
    }

    /** Knows the shard and its parent. */
    private static final class OneShard implements DynamoDbStreamsClient {
        @Override
        public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
            return DescribeStreamResponse.builder()
                    .streamDescription(description -> description.shards(Shard.builder()
                            .shardId(SHARD.value())
                            .parentShardId("s0")
                            .build()))
                    .build();
        }

        @Override
        public String serviceName() {
            return "one shard";
        }

        @Override
        public void close() {}
    }
}
