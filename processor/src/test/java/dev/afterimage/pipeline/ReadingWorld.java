package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Lanes of several tables that feed projections which read, over tables in memory. */
final class ReadingWorld {
    final InMemoryCommitter memory;
    final AtomicInteger stale = new AtomicInteger();
    final AtomicInteger commits = new AtomicInteger();
    private final List<? extends Projection> projections;
    private final ManualClock clock = new ManualClock();

    ReadingWorld(List<? extends Projection> projections) {
        this.projections = projections;
        this.memory = new InMemoryCommitter(Stream.concat(
                        projections.stream().flatMap(projection -> projection.tables().stream()),
                        Stream.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)))
                .toList());
    }

    /** Commits, and does something once before the first commit that follows from what was read. */
    Committer meanwhile(Runnable something) {
        AtomicBoolean done = new AtomicBoolean();
        return transaction -> {
            if (!transaction.expected().isEmpty() && done.compareAndSet(false, true)) {
                something.run();
            }
            return commit(transaction);
        };
    }

    ChangePipeline pipeline(String table, Committer committer, StopSignal stop) {
        return new ChangePipeline(lane(table), parts(committer), stop);
    }

    /** Applies changes of one table, whole. */
    void apply(String table, List<Change> changes) {
        ChangePipeline pipeline = pipeline(table, this::commit, new StopSwitch());
        pipeline.open();
        if (!pipeline.apply(changes)) {
            throw new IllegalStateException("the changes of " + table + " were not applied");
        }
    }

    CommitOutcome commit(Transaction transaction) {
        CommitOutcome outcome = memory.commit(transaction);
        if (outcome instanceof CommitOutcome.Stale) {
            stale.incrementAndGet();
        }
        if (outcome instanceof CommitOutcome.Applied) {
            commits.incrementAndGet();
        }
        return outcome;
    }

    Position position(String table) {
        return memory.of(lane(table));
    }

    private static Lane lane(String table) {
        return new Lane(new TableName(table), new ShardId("shard-of-" + table));
    }

    private ChangePipeline.Parts parts(Committer committer) {
        return new ChangePipeline.Parts(
                new Router(List.copyOf(projections), Map.of(), new AuditRows(), new ExpiryRows())
                        .reading(memory.storedRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                memory,
                memory.parkingLot(),
                new FailurePolicy(
                        Duration.ofNanos(1),
                        Duration.ofNanos(2),
                        Duration.ofMillis(1),
                        FailurePolicy.Parking.STANDARD,
                        new Random(7)),
                PipelineListener.NONE,
                clock);
    }

    /** The rows that readers of a view see. */
    Set<Item> shown(String table) {
        DerivedTable view = projections.stream()
                .flatMap(projection -> projection.tables().stream())
                .filter(derived -> derived.name().value().equals(table))
                .findFirst()
                .orElseThrow();
        Set<Item> rows = new HashSet<>(memory.rows(view.name()));
        rows.removeIf(row -> !view.shows(row));
        return rows;
    }
}
