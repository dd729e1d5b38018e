package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.backfill.BackfillListener;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.backfill.LaneFences;
import dev.afterimage.backfill.Loading;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.parking.Marker;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ImpatientContainment;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One run: streams lose some of their changes, and the table is repaired by several workers while changes go on, and
 * everything fails that can. At the end projections are what the table is, the audit log is whole, and no gap is open.
 */
final class RepairSimulation {
    private static final int LARGEST = 1_000_000;
    private static final int WORKERS = 2;

    private final Scenario scenario;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final Poisons poisons = new Poisons();
    private final Balance steady = new Balance("steady", new Poisons());
    private final Balance fragile = new Balance("fragile", poisons);
    private final List<Projection> projections = List.of(steady, fragile);
    private final AuditRows auditRows = new AuditRows(Optional.empty(), true);
    private final Router router = new Router(projections, Map.of(), auditRows, new ExpiryRows());
    private final SimulatedStream stream;
    private final InMemoryCommitter tables;
    private final SimulatedSource source;
    private final FaultyBackfills backfills;
    private final World world;
    private final FaultyDoor door;
    private final FaultyReads reads;
    private final FailurePolicy failures;
    private final LostChanges lost;
    private boolean over;
    private boolean operated;

    private RepairSimulation(Scenario scenario, boolean historyKept) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed() * 5 + 1);
        this.stream = new SimulatedStream(new Random(scenario.seed()), scenario);
        this.lost = LostChanges.of(stream, random);
        List<DerivedTable> derived = new ArrayList<>(List.of(
                DerivedTable.of(AuditRows.TABLE),
                DerivedTable.of(ExpiryRows.TABLE),
                DerivedTable.of(BackfillRows.TABLE)));
        projections.forEach(projection -> derived.addAll(projection.tables()));
        this.tables = new InMemoryCommitter(derived);
        Turns turns = new Turns(random, clock);
        History history = new History(clock, turns::actor, historyKept);
        Faults faults = new Faults(new Random(scenario.seed() * 5 + 2), scenario, history);
        this.world = new World(stream, faults, turns, history, new Journal(tables, projections, history));
        this.source = new SimulatedSource(stream, random, clock, tables::of, lost.all());
        this.backfills = new FaultyBackfills(world, new InMemoryBackfills(tables));
        this.door = new FaultyDoor(world);
        this.reads = new FaultyReads(world, tables);
        this.failures = FailurePolicy.standard(random).with(new FailurePolicy.Parking(1 + random.nextInt(3), 10_000));
        poison();
    }

    static Optional<Failure> run(Scenario scenario) {
        return run(scenario, false).flatMap(failed -> run(scenario, true));
    }

    private static Optional<Failure> run(Scenario scenario, boolean historyKept) {
        RepairSimulation simulation = new RepairSimulation(scenario, historyKept);
        try {
            simulation.run();
            return Optional.empty();
        } catch (AssertionError error) {
            return Optional.of(
                    new Failure(scenario, error, simulation.world.history().events()));
        }
    }

    private void poison() {
        if (!scenario.faults().contains(Fault.POISONED_CHANGE)) {
            return;
        }
        Poisons.Poison[] kinds = {Poisons.Poison.THROWS, Poisons.Poison.HANGS};
        for (Change change : stream.changes()) {
            String digits = change.sequence().digits();
            for (String number : List.of("0.1", digits, digits + ".1", digits + ".2", digits + ".3")) {
                if (random.nextInt(8) == 0) {
                    ChangeId id = new ChangeId(change.table(), change.key(), SequenceNumber.of(number));
                    poisons.add(fragile.name(), id, kinds[random.nextInt(kinds.length)]);
                }
            }
        }
    }

    private void run() {
        List<Turns.Task> tasks = new ArrayList<>();
        tasks.add(new Turns.Task("traffic", this::change));
        tasks.add(new Turns.Task("admin", this::administer));
        for (SimulatedStream.Shard shard : source.shards()) {
            for (int i = 0; i < scenario.scale().workers(); i++) {
                String name = "follower " + i + " of " + shard.lane().id();
                tasks.add(new Turns.Task(name, () -> follow(shard)));
            }
        }
        for (int i = 0; i < WORKERS; i++) {
            String name = "worker " + i;
            tasks.add(new Turns.Task(name, () -> work(name)));
        }
        tasks.add(new Turns.Task("operator", this::operate));
        world.turns().run(tasks);
        check();
    }

    private void change() {
        int pace = 1 + random.nextInt(500);
        while (source.change()) {
            world.turns().pass(Duration.ofMillis(random.nextInt(pace)));
        }
    }

    /** Repairs when every gap was found, and once more where that was cancelled, or could not begin. */
    private void administer() {
        Backfilling admin = new Backfilling(new Backfilling.Parts(
                backfills, reads, new AuditOfTables(tables), door, false, clock, _ -> Optional.empty()));
        world.turns().until(this::isFound);
        while (!isRepaired() && !isNothing()) {
            ScanSettings settings = new ScanSettings(1 + random.nextInt(4), random.nextInt(3) * 20, true, false);
            attempt(() -> admin.repair(SimulatedStream.THINGS, settings));
            while (random.nextInt(3) > 0) {
                world.turns().pass(Duration.ofMillis(random.nextInt(3_000)));
                attempt(() -> random.nextInt(8) == 0
                        ? admin.cancel(SimulatedStream.THINGS)
                        : admin.pause(SimulatedStream.THINGS));
                world.turns().pass(Duration.ofMillis(random.nextInt(3_000)));
                attempt(() -> admin.resume(SimulatedStream.THINGS));
            }
            attempt(() -> admin.resume(SimulatedStream.THINGS));
            world.turns().pass(Duration.ofMillis(200));
        }
        over = true;
    }

    /** Whether all gaps are noted. */
    private boolean isFound() {
        return gaps().size() == lost.gaps();
    }

    private List<Gap> gaps() {
        return new AuditOfTables(tables).gaps(SimulatedStream.THINGS);
    }

    private boolean isRepaired() {
        return backfills
                .now(SimulatedStream.THINGS)
                .filter(repair -> repair.state() == BackfillState.DONE && !repair.cancelled())
                .isPresent();
    }

    /** Whether there is nothing that could be repaired: no change ever happened, or none is to be seen by now. */
    private boolean isNothing() {
        return lost.gaps() == 0
                && stream.changes().stream().noneMatch(change -> change.table().equals(SimulatedStream.THINGS));
    }

    private <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (Crash | Unexpected failed) {
            world.turns().pass();
            return Optional.empty();
        }
    }

    private void follow(SimulatedStream.Shard shard) {
        world.turns().until(() -> shard.parents().stream().allMatch(world.journal()::isClosed));
        while (!world.journal().isClosed(shard.lane())) {
            try {
                followOnce(shard);
            } catch (Crash crash) {
                world.turns().pass();
            }
        }
    }

    /** Begins again somewhere before the end of what is applied. */
    private void followOnce(SimulatedStream.Shard shard) {
        ChangePipeline pipeline = new ChangePipeline(shard.lane(), lanes(), new SimulatedStop(world));
        boolean goesOn = pipeline.open();
        int applied = (int) shard.changes().stream()
                .filter(change -> pipeline.position().covers(change.sequence()))
                .count();
        int next = applied - (applied == 0 ? 0 : world.faults().below(applied));
        while (goesOn
                && !world.journal().isClosed(shard.lane())
                && !world.faults().oneIn(40)) {
            int visible = source.visible(shard);
            int behind = lost.behind(shard, next);
            if (behind > next && behind <= visible) {
                lose(shard, next);
                next = behind;
            } else if (next < visible && behind == next) {
                int end = lost.before(
                        shard, next, Math.min(visible, next + 1 + world.faults().below(9)));
                goesOn = pipeline.apply(shard.changes().subList(next, end));
                next = goesOn ? end : next;
            } else if (source.isOver(shard) && visible == shard.changes().size()) {
                goesOn = pipeline.close();
            } else {
                world.turns().pass(Duration.ofMillis(100));
            }
        }
        pipeline.leave();
    }

    /** Notes the gap that begins here when all of it has happened, before anything behind it is read. */
    private void lose(SimulatedStream.Shard shard, int first) {
        if (lost.begins(shard, first)) {
            if (random.nextInt(4) == 0) {
                world.turns().pass(Duration.ofMinutes(2));
            }
            Gap gap = Gap.of(
                    SimulatedStream.THINGS, "at " + shard.changes().get(first).id(), clock.instant());
            tables.commit(new Redrive(
                    List.of(new GuardedWrite(
                            new GapRows(Optional.empty()).put(gap), new Guard.Absent(AuditRows.SEQUENCE))),
                    List.of()));
        }
    }

    private void work(String name) {
        while (!isDone()) {
            try {
                BackfillWork work = new BackfillWork(
                        List.of(SimulatedStream.THINGS),
                        new BackfillWork.Parts(name, loading(), source, SimulatedSource.SETTLING, new Scans()));
                while (!isDone() && !world.faults().oneIn(60)) {
                    work.beat();
                    world.turns().pass(Duration.ofMillis(300));
                }
            } catch (Crash | Unexpected end) {
                world.turns().pass();
            }
        }
    }

    private Loading loading() {
        return new Loading(
                backfills,
                source,
                new LoggedInMemory(tables, source::items),
                new AuditOfTables(tables),
                lanes(),
                UnaryOperator.identity(),
                BackfillListener.NONE);
    }

    private void operate() {
        while (!isDone() || world.journal().anyWaits()) {
            List<Marker> markers =
                    attempt(() -> reads.markers(SimulatedStream.THINGS)).orElse(List.of());
            if (markers.isEmpty() || random.nextInt(4) > 0) {
                world.turns().pass(Duration.ofMillis(200));
            } else {
                if (world.faults().oneIn(3)) {
                    poisons.mend(fragile.name());
                }
                Marker marker = markers.get(random.nextInt(markers.size()));
                attempt(() -> redriver().redrive(marker.item(), settlement -> {}));
            }
        }
        operated = true;
    }

    private boolean isDone() {
        boolean followed =
                source.shards().stream().allMatch(shard -> world.journal().isClosed(shard.lane()));
        return followed && over;
    }

    private ChangePipeline.Parts lanes() {
        return new ChangePipeline.Parts(
                router,
                new ImpatientContainment(Mirror.Hanging.class),
                planner(),
                door,
                reads,
                reads,
                failures,
                new Watch(),
                clock,
                lane -> new LaneFences(lane.table(), backfills, new AuditOfTables(tables), auditRows));
    }

    private CommitPlanner planner() {
        int actions = CommitLimits.FEWEST_ACTIONS + 4 + random.nextInt(random.nextInt(3) == 0 ? 4 : 60);
        int bytes = random.nextInt(4) == 0 ? 20_000 + random.nextInt(100_000) : LARGEST;
        return new CommitPlanner(new CommitLimits(actions, bytes, 1 + random.nextInt(9)));
    }

    private Redriver redriver() {
        return new Redriver(
                new Redriver.Parts(
                        router,
                        new ImpatientContainment(Mirror.Hanging.class),
                        planner(),
                        door,
                        reads,
                        tables.notes(),
                        auditRows,
                        failures,
                        clock),
                "operator",
                new SimulatedStop(world));
    }

    private void check() {
        assertThat(operated).isTrue();
        assertThat(world.journal().mistakes()).isEmpty();
        new RepairOutcome(lost, source, tables).check(List.of(steady, fragile), clock.instant());
    }

    /** Reads segments at once. */
    private final class Scans implements BackfillWork.Scans {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void start(Consumer<StopSignal> scan) {
            scan.accept(new SimulatedStop(world));
        }
    }

    /** Sees what lanes tell. */
    private final class Watch implements PipelineListener {
        @Override
        public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
            world.history().note(() -> "tries again in " + delay.toMillis() + " ms: " + reason);
        }

        @Override
        public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
            world.history().note(() -> "halts: " + reason);
            if (Fault.NOT_HALTING.containsAll(scenario.faults())) {
                throw new AssertionError("lane " + lane + " halted: " + reason);
            }
        }
    }
}
