package dev.afterimage.demo.replay;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.demo.wiring.EmbeddedEngine;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.Item;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.RowKey;
import dev.afterimage.stream.fixture.FixtureLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * Applies recorded lanes to the tables of an embedded DynamoDB: through projections, planner and committer, as a worker
 * would. What was applied before stays as it is.
 */
public final class Replay {
    private final DynamoDbClient client;
    private final TableNaming naming;
    private final EmbeddedEngine engine;

    public Replay(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
        this.engine = new EmbeddedEngine(client, naming);
    }

    /**
     * What came of it.
     *
     * @param alreadyApplied how many of the changes an earlier replay had applied
     * @param failure what could not be applied, and why; what would have come after it was left out
     * @param entries what the audit log holds of the changes, in their order
     * @param rows each derived row that the changes wrote, as it is now; empty where it is no more
     */
    public record Result(
            int applied,
            int alreadyApplied,
            Optional<String> failure,
            List<AuditEntry> entries,
            Map<RowKey, Optional<Item>> rows) {}

    /** Applies these lanes one after the other. */
    public Result apply(List<FixtureLane> lanes) {
        engine.createTables();
        Progress progress = new Progress();
        for (FixtureLane lane : lanes) {
            ChangePipeline pipeline = new ChangePipeline(
                    lane.lane(),
                    engine.parts(new CommitPlanner(CommitLimits.DYNAMODB), engine.committer(), progress),
                    progress.stop);
            if (!pipeline.open() || !pipeline.apply(lane.changes())) {
                break;
            }
        }
        List<AuditEntry> entries = entries(lanes);
        return new Result(
                progress.applied.get(),
                progress.alreadyApplied.get(),
                Optional.ofNullable(progress.failure.get()),
                entries,
                rows(entries));
    }

    /** Counts, and stops at the first change that cannot be applied: nobody is there to mend it. */
    private static final class Progress implements PipelineListener {
        private final StopSwitch stop = new StopSwitch();
        private final AtomicInteger applied = new AtomicInteger();
        private final AtomicInteger alreadyApplied = new AtomicInteger();
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

        @Override
        public void applied(CommitPlan plan, double writeUnits, Duration took) {
            applied.addAndGet(plan.completed().size());
        }

        @Override
        public void alreadyApplied(Lane lane, int changes) {
            alreadyApplied.addAndGet(changes);
        }

        @Override
        public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
            String what = change.map(id -> "change " + id).orElse("lane " + lane);
            failure.compareAndSet(null, what + " cannot be applied: " + reason);
            stop.raise();
        }
    }

    private List<AuditEntry> entries(List<FixtureLane> lanes) {
        List<AuditEntry> entries = new ArrayList<>();
        lanes.stream()
                .flatMap(lane -> lane.changes().stream())
                .forEach(change -> engine.auditLog().entry(change.id()).ifPresent(entries::add));
        return entries;
    }

    private Map<RowKey, Optional<Item>> rows(List<AuditEntry> entries) {
        Map<RowKey, Optional<Item>> rows = new TreeMap<>(Comparator.comparing(RowKey::toString));
        entries.stream().flatMap(entry -> entry.rows().stream()).forEach(key -> rows.put(key, row(key)));
        return rows;
    }

    private Optional<Item> row(RowKey key) {
        GetItemResponse response = client.getItem(
                request -> request.tableName(naming.of(key.table()).value())
                        .key(key.key().attributes())
                        .consistentRead(true));
        return response.hasItem() ? Optional.of(Item.of(response.item())) : Optional.empty();
    }
}
