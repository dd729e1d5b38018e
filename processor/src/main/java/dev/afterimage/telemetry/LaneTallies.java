package dev.afterimage.telemetry;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.RetryCause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Counts what happens in each lane: for the live line, the log and tests. Thread-safe.
 *
 * <p>Shards end for ever and new ones follow, so of the lanes that ended only the last are kept by name; the others live
 * on in the totals.
 */
public final class LaneTallies implements PipelineListener {
    private static final int ENDED_LANES_KEPT = 100;

    private final InstantSource clock;
    /** In the order in which they last began or ended. */
    private final Map<Lane, LaneTally> tallies = new LinkedHashMap<>();

    private final Map<TableName, Counts> forgotten = new HashMap<>();

    public LaneTallies(InstantSource clock) {
        this.clock = clock;
    }

    /** Everything up to now; it does not change any more. */
    public synchronized Tallies snapshot() {
        List<LaneTally> lanes = new ArrayList<>(tallies.values());
        lanes.sort(Comparator.comparing(LaneTally::lane));
        return new Tallies(clock.instant(), lanes, Tallies.sum(lanes, forgotten));
    }

    @Override
    public void opened(Position position) {
        change(position.lane(), tally -> tally.abandon().at(position).in(new LaneState.Following()));
    }

    @Override
    public void read(Lane lane, int changes) {
        change(lane, tally -> tally.and(Counts.ofRead(changes)));
    }

    @Override
    public void alreadyApplied(Lane lane, int changes) {
        change(lane, tally -> tally.and(Counts.ofAlreadyApplied(changes)).in(new LaneState.Following()));
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        List<Change> completed = plan.completed();
        long expired =
                completed.stream().filter(Change.Expired.class::isInstance).count();
        change(
                plan.to().lane(),
                tally -> tally.and(Counts.ofCommit(completed.size(), plan.setAside(), expired, writeUnits))
                        .at(plan.to())
                        .in(new LaneState.Following()));
    }

    @Override
    public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
        change(lane, tally -> tally.and(Counts.ofRetry()));
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        change(lane, tally -> tally.and(Counts.ofHalt()).in(halted(tally.state(), change, reason)));
    }

    @Override
    public void closed(Lane lane) {
        end(lane, tally -> tally.in(new LaneState.Closed()));
    }

    @Override
    public void left(Lane lane) {
        end(lane, tally -> tally.state().ended() ? tally : tally.abandon().in(new LaneState.Left()));
    }

    private LaneState halted(LaneState before, Optional<ChangeId> change, String reason) {
        return new LaneState.Halted(
                change, reason, before instanceof LaneState.Halted already ? already.since() : clock.instant());
    }

    private synchronized void change(Lane lane, UnaryOperator<LaneTally> move) {
        tallies.compute(lane, (key, tally) -> move.apply(tally == null ? first(key) : tally));
    }

    private synchronized void end(Lane lane, UnaryOperator<LaneTally> move) {
        LaneTally tally = tallies.remove(lane);
        tallies.put(lane, move.apply(tally == null ? first(lane) : tally));
        List<LaneTally> ended =
                tallies.values().stream().filter(one -> one.state().ended()).toList();
        if (ended.size() > ENDED_LANES_KEPT) {
            LaneTally oldest = ended.getFirst();
            tallies.remove(oldest.lane());
            forgotten.merge(oldest.lane().table(), oldest.counts(), Counts::plus);
        }
    }

    private static LaneTally first(Lane lane) {
        return new LaneTally(Position.start(lane), new LaneState.Following(), Counts.NONE);
    }
}
