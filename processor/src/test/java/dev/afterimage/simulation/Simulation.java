package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One run: a stream, two workers for each of its shards, faults; and at its end the tables are what they should be. */
final class Simulation {
    private static final int WORKERS = 2;
    private static final InstantSource CLOCK = InstantSource.fixed(TestChanges.CHANGED_AT);

    private final Random random;
    private final SimulatedStream stream;
    private final InMemoryCommitter tables;
    private final Journal journal;
    private final Faults faults;
    private final Turns turns;
    private final FaultyDoor door;
    private final Router router = new Router(List.of(new Mirror()), Map.of(), new AuditRows(), new ExpiryRows());

    Simulation(long seed, List<Fault> kinds) {
        random = new Random(seed);
        stream = new SimulatedStream(random);
        tables = new InMemoryCommitter(List.of(
                Mirror.COPIES, Mirror.COUNTERS, DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
        journal = new Journal(tables);
        faults = new Faults(random, kinds);
        turns = new Turns(random);
        door = new FaultyDoor(journal, tables, faults, turns);
    }

    void run() throws InterruptedException {
        List<Runnable> workers = new ArrayList<>();
        for (SimulatedStream.Shard shard : stream.shards()) {
            SimulatedWorker.Checkpoint checkpoint = new SimulatedWorker.Checkpoint();
            for (int i = 0; i < WORKERS; i++) {
                CommitLimits limits = new CommitLimits(3 + random.nextInt(12), 100_000, 1 + random.nextInt(9));
                workers.add(new SimulatedWorker(
                        shard,
                        checkpoint,
                        () -> shard.parent().map(this::closed).orElse(true),
                        (tallies, stop) -> pipeline(shard.lane(), limits, tallies, stop),
                        faults,
                        turns));
            }
        }
        turns.run(workers);
        check();
    }

    private ChangePipeline pipeline(Lane lane, CommitLimits limits, PipelineListener listener, StopSignal stop) {
        return new ChangePipeline(
                lane,
                new ChangePipeline.Parts(
                        router,
                        Containment.NONE,
                        new CommitPlanner(limits),
                        door,
                        door,
                        tables.parkingLot(),
                        FailurePolicy.standard(random).with(new FailurePolicy.Parking(1_000, 10_000)),
                        listener,
                        CLOCK),
                stop);
    }

    private boolean closed(Lane lane) {
        return tables.of(lane).closed();
    }

    private void check() {
        assertThat(Mirror.byKey(tables.rows(Mirror.COPIES.name()))).isEqualTo(Mirror.copies(stream.changes()));
        assertThat(Mirror.byKey(tables.rows(Mirror.COUNTERS.name()))).isEqualTo(Mirror.counters(stream.changes()));
        assertThat(journal.completed()).hasSameSizeAs(stream.changes());
        assertThat(new HashSet<>(journal.completed())).isEqualTo(new HashSet<>(stream.changes()));
        assertThat(journal.auditWrites()).isEqualTo(oncePerAuditRow());
        assertThat(tables.rows(ExpiryRows.TABLE.name())).hasSize((int) expired());
        assertThat(stream.shards()).allMatch(shard -> closed(shard.lane()));
        assertContinuity();
    }

    private Map<RowKey, Integer> oncePerAuditRow() {
        AuditRows rows = new AuditRows();
        Map<RowKey, Integer> once = new HashMap<>();
        for (Change change : stream.changes()) {
            AuditEntry entry = new AuditEntry(change, TestChanges.CHANGED_AT, Optional.empty(), List.of());
            rows.encode(entry).stream().map(Write::row).forEach(row -> once.put(row, 1));
        }
        return once;
    }

    private long expired() {
        return stream.changes().stream()
                .filter(Change.Expired.class::isInstance)
                .count();
    }

    /** Each item's changes were completed in order: what one left behind, the next has found. */
    private void assertContinuity() {
        Map<ItemKey, Item> images = new HashMap<>();
        Set<ItemKey> seen = new HashSet<>();
        for (Change change : journal.completed()) {
            assertThat(change.before())
                    .as("%s of %s", seen.add(change.key()) ? "the first change" : "a change", change.id())
                    .isEqualTo(Optional.ofNullable(images.get(change.key())));
            change.after().ifPresentOrElse(item -> images.put(change.key(), item), () -> images.remove(change.key()));
        }
    }
}
