package dev.afterimage.demo.bench;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.Routed;
import dev.afterimage.pipeline.Router;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.todo.TodoProjections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** The engine alone, without I/O, on one thread: decode, project, plan. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
    /** As many records as one read of a stream brings at most. */
    private static final int BATCH = 1000;

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final RecordDecoder decoder =
            new RecordDecoder(StreamSource.of(SampleTables.ITEMS.name()).withTimeToLive(SampleTables.EXPIRES_AT));
    private final Router router = new Router(
            TodoProjections.all(), Map.of(), new AuditRows(Optional.empty()), new ExpiryRows(Optional.empty()));
    private final CommitPlanner planner = new CommitPlanner(CommitLimits.DYNAMODB);
    private final List<Record> records = records(BATCH);
    private final Position start =
            Position.start(new Lane(SampleTables.ITEMS.name(), new ShardId("shardId-00000001-benchmark")));

    /** How many changes a second become plans. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<CommitPlan> changes() {
        List<ProjectedChange> projected = new ArrayList<>(BATCH);
        for (Record record : records) {
            Change change = decoder.decode(record);
            if (router.route(change, AT) instanceof Routed.Projected routed) {
                projected.add(routed.projected());
            }
        }
        return planner.plan(start, projected, AT);
    }

    private static List<Record> records(int count) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> table = new HashMap<>();
        List<Record> records = new ArrayList<>(count);
        for (Map<String, AttributeValue> image : new Backlog(count).puts()) {
            Map<String, AttributeValue> key =
                    Map.of("list_id", image.get("list_id"), "datetime", image.get("datetime"));
            Optional<Map<String, AttributeValue>> before = Optional.ofNullable(table.put(key, image));
            records.add(record(records.size() + 1, key, before, image));
        }
        return records;
    }

    private static Record record(
            int number,
            Map<String, AttributeValue> key,
            Optional<Map<String, AttributeValue>> before,
            Map<String, AttributeValue> after) {
        StreamRecord.Builder data = StreamRecord.builder()
                .approximateCreationDateTime(AT)
                .sequenceNumber("%021d".formatted(number))
                .keys(key)
                .newImage(after);
        before.ifPresent(data::oldImage);
        return Record.builder()
                .eventName(before.isPresent() ? OperationType.MODIFY : OperationType.INSERT)
                .dynamodb(data.build())
                .build();
    }
}
