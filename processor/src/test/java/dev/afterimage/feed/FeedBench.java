package dev.afterimage.feed;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A worker that records events in tables in memory. For one thread. */
final class FeedBench {
    static final Lane LANE = new Lane(TestChanges.TABLE, new ShardId("shard-1"));

    final ManualClock clock = new ManualClock();
    final Instant start = clock.instant();
    final InMemoryCommitter tables =
            new InMemoryCommitter(List.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
    final CountedRecorders recorders = new CountedRecorders();
    final Fence fence = new Fence(tables, tables, clock);
    final Recorder recorder = recorder("w1");
    final Queue<CommitOutcome> outcomes = new ArrayDeque<>();
    final Committer committer = new RecordingCommitter(this::door, recorder);
    private long sequence;

    /** Recordings that count how often something was said. */
    static final class CountedRecorders extends InMemoryRecorders {
        int said;

        @Override
        public synchronized boolean put(Recording next) {
            said++;
            return super.put(next);
        }
    }

    Recorder recorder(String worker) {
        return new Recorder(RecorderId.starting(worker, clock.instant()), recorders, fence, clock, this::uptime);
    }

    Horizon horizon(Horizon.Rescue rescue) {
        return new Horizon(recorders, rescue, this::uptime);
    }

    Horizon.Rescue rescue() {
        return Horizon.Rescue.by(RecorderId.starting("other", start), fence);
    }

    Duration uptime() {
        return Duration.between(start, clock.instant());
    }

    /** Lets a lane be stored, so that its next commit is not its first. */
    void store(Lane lane) {
        Position from = Position.start(lane);
        tables.commit(new CommitPlan(from, from.fenced(start), List.of(), List.of()));
    }

    /** The next plan of a lane, with one event that was written down just now. */
    CommitPlan plan(Lane lane) {
        sequence++;
        ExpiryEvent event = ExpirySamples.deleted(sequence, "L" + sequence, clock.instant());
        Position from = tables.of(lane);
        List<Write> writes = new ExpiryRows().encode(event);
        return new CommitPlan(
                from,
                from.after(TestChanges.expired(sequence, "L" + sequence, "value"), clock.instant()),
                writes,
                List.of());
    }

    /** What is recorded, in its order. */
    List<ExpiryEvent> events() {
        return tables.rows(ExpiryRows.TABLE.name()).stream()
                .map(row -> ExpiryRows.decode(List.of(row)))
                .sorted(Comparator.comparing(ExpiryEvent::recordedAt))
                .toList();
    }

    private CommitOutcome door(Transaction transaction) {
        CommitOutcome next = outcomes.poll();
        return next == null ? tables.commit(transaction) : next;
    }
}
