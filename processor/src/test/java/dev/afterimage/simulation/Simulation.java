package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ImpatientContainment;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.telemetry.LaneTallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One run: two tables whose changes three projections want to see, workers for each of their shards, operators, faults;
 * and at its end everything is as it should be.
 */
final class Simulation {
    private static final int LARGEST = 1_000_000;

    private final Scenario scenario;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final Poisons poisons = new Poisons();
    private final Mirror steady =
            new Mirror("steady", Set.of(SimulatedStream.THINGS, SimulatedStream.GADGETS), poisons);
    private final Mirror fragile = new Mirror("fragile", Set.of(SimulatedStream.THINGS), poisons);
    private final Mirror brittle =
            new Mirror("brittle", Set.of(SimulatedStream.THINGS, SimulatedStream.GADGETS), poisons);
    private final List<Mirror> projections = List.of(steady, fragile, brittle);
    private final AuditRows auditRows = new AuditRows(Optional.empty(), true);
    private final Router router = new Router(List.copyOf(projections), Map.of(), auditRows, new ExpiryRows());
    private final SimulatedStream stream;
    private final InMemoryCommitter tables;
    private final World world;
    private final FaultyDoor door;
    private final FaultyReads reads;
    private final FailurePolicy failures;

    private Simulation(Scenario scenario, boolean historyKept) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed() * 3 + 1);
        this.stream = new SimulatedStream(new Random(scenario.seed()), scenario);
        List<DerivedTable> derived =
                new ArrayList<>(List.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
        projections.forEach(projection -> derived.addAll(projection.tables()));
        this.tables = new InMemoryCommitter(derived);
        Turns turns = new Turns(random, clock);
        History history = new History(clock, turns::actor, historyKept);
        Faults faults = new Faults(new Random(scenario.seed() * 3 + 2), scenario, history);
        this.world = new World(stream, faults, turns, history, new Journal(tables, projections, history));
        this.door = new FaultyDoor(world);
        this.reads = new FaultyReads(world, tables);
        this.failures = FailurePolicy.standard(random)
                .with(new FailurePolicy.Parking(
                        1 + random.nextInt(3),
                        faults.include(Fault.SMALL_PARKING_LOT) ? 1 + random.nextInt(3) : 10_000));
        poison();
    }

    /** Runs it; answers what went wrong, if anything did. */
    static Optional<Failure> run(Scenario scenario) {
        return run(scenario, false).flatMap(failed -> run(scenario, true));
    }

    private static Optional<Failure> run(Scenario scenario, boolean historyKept) {
        Simulation simulation = new Simulation(scenario, historyKept);
        try {
            simulation.run();
            return Optional.empty();
        } catch (AssertionError error) {
            return Optional.of(
                    new Failure(scenario, error, simulation.world.history().events()));
        }
    }

    /** What happens in a run, from its beginning to its end. */
    static List<String> history(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, true);
        simulation.run();
        return simulation.world.history().events();
    }

    private void poison() {
        if (!scenario.faults().contains(Fault.POISONED_CHANGE)) {
            return;
        }
        Random chance = new Random(scenario.seed() * 3 + 3);
        int rate = 2 + chance.nextInt(12);
        Poisons.Poison[] kinds = Poisons.Poison.values();
        for (Change change : stream.changes()) {
            for (Mirror projection : List.of(fragile, brittle)) {
                if (chance.nextInt(rate) == 0) {
                    poisons.add(projection.name(), change.id(), kinds[chance.nextInt(kinds.length)]);
                }
            }
        }
    }

    private void run() {
        List<Turns.Task> tasks = new ArrayList<>();
        for (SimulatedStream.Shard shard : stream.shards()) {
            Lease lease = new Lease();
            for (int i = 0; i < scenario.scale().workers(); i++) {
                tasks.add(new Turns.Task("worker " + i + " of " + shard.lane().id(), worker(shard, lease)));
            }
        }
        int operators = scenario.faults().contains(Fault.SECOND_OPERATOR) ? 2 : 1;
        for (int i = 0; i < operators; i++) {
            String name = "operator " + i;
            tasks.add(new Turns.Task(name, new SimulatedOperator(name, world, reads, poisons, () -> redriver(name))));
        }
        world.turns().run(tasks);
        check();
    }

    private SimulatedWorker worker(SimulatedStream.Shard shard, Lease lease) {
        CommitPlanner planner = planner();
        Supplier<LaneTallies> tallies = () -> new LaneTallies(clock);
        return new SimulatedWorker(shard, lease, world, tallies, counted -> pipeline(shard.lane(), planner, counted));
    }

    /** Every process has limits of its own, some of them such that hardly two rows go together. */
    private CommitPlanner planner() {
        int actions = CommitLimits.FEWEST_ACTIONS + random.nextInt(random.nextInt(3) == 0 ? 4 : 60);
        int bytes = switch (random.nextInt(6)) {
            case 0 -> 1 + random.nextInt(4_000);
            case 1 -> 1 + random.nextInt(100_000);
            default -> LARGEST;
        };
        return new CommitPlanner(new CommitLimits(actions, bytes, 1 + random.nextInt(9)));
    }

    private ChangePipeline pipeline(Lane lane, CommitPlanner planner, LaneTallies tallies) {
        return new ChangePipeline(
                lane,
                new ChangePipeline.Parts(
                        router,
                        new ImpatientContainment(Mirror.Hanging.class),
                        planner,
                        door,
                        reads,
                        reads,
                        failures,
                        PipelineListener.all(List.of(tallies, new Watch())),
                        clock),
                new SimulatedStop(world));
    }

    private Redriver redriver(String operator) {
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
                operator,
                new SimulatedStop(world));
    }

    private void check() {
        new Oracle(stream, tables, world.journal()).check(projections, clock.instant());
        if (!scenario.faults().contains(Fault.PASSING_REFUSAL)) {
            assertThat(world.journal().parked())
                    .as("what is parked of a projection that never fails")
                    .noneMatch(effect -> effect.projection().equals(steady.name()));
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
