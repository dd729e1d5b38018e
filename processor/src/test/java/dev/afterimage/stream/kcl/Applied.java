package dev.afterimage.stream.kcl;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects what workers did, in the order in which they did it. */
final class Applied implements PipelineListener, StreamListener {
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<Lane> closed = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<CommitPlan> plans = new CopyOnWriteArrayList<>();
    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();

    /** A commit of changes, or of a lane's end. */
    record Step(Lane lane, int changes, boolean closes) {}

    /** The commits, in order. */
    List<Step> steps() {
        return steps;
    }

    List<Change> changes() {
        return changes;
    }

    List<Lane> closedLanes() {
        return closed;
    }

    /** Gaps, halts, failures. */
    List<String> events() {
        return events;
    }

    int dropped() {
        return dropped.get();
    }

    /** In which parts of their shards the changes of each partition were applied. */
    Map<ItemKey, Set<LanePart>> partsByPartition(String partitionKey) {
        Map<ItemKey, Set<LanePart>> found = new HashMap<>();
        plans.forEach(plan -> plan.changes()
                .forEach(change -> found.computeIfAbsent(change.key().only(partitionKey), key -> new HashSet<>())
                        .addAll(plan.to().lane().part().stream().toList())));
        return found;
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        changes.addAll(plan.completed());
        plans.add(plan);
        steps.add(new Step(plan.to().lane(), plan.completed().size(), plan.to().closed()));
    }

    @Override
    public void closed(Lane lane) {
        closed.add(lane);
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        events.add("halted " + reason);
    }

    @Override
    public void gap(TableName table, String detail) {
        events.add("gap " + detail);
    }

    @Override
    public void beforeStart(Lane lane, int records) {
        dropped.addAndGet(records);
    }

    @Override
    public void replaced(StreamArn followed, StreamArn current) {
        events.add("replaced " + followed.table());
    }

    @Override
    public void failed(TableName table, String reason) {
        events.add("failed " + reason);
    }
}
