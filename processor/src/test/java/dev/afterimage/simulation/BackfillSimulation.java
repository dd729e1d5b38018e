package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillListener;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.backfill.LaneFences;
import dev.afterimage.backfill.Loading;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.parking.Marker;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.pipeline.ImpatientContainment;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.rebuild.RebuildParts;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.rebuild.VersionForesight;
import dev.afterimage.version.InMemoryVersions;
import dev.afterimage.version.VersionCatalog;
import dev.afterimage.version.VersionRows;
import dev.afterimage.version.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One run: a table that has items before it is followed is loaded by several workers while changes go on, and everything
 * fails that can. At the end projections are what the table is, and the audit log is whole.
 */
final class BackfillSimulation {
    private static final int LARGEST = 1_000_000;
    private static final int WORKERS = 2;
    private static final int BUILDERS = 2;

    private final Scenario scenario;
    private final boolean built;
    private final boolean loaded;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final Poisons poisons = new Poisons();
    private final Balance steady = new Balance("steady", new Poisons());
    private final Balance fragile = new Balance("fragile", poisons);
    private final Balance later = new Balance("fragile", 2, poisons);
    private final List<Projection> projections = List.of(steady, fragile, later);
    private final VersionCatalog catalog = new VersionCatalog(projections, UnaryOperator.identity());
    private final AuditRows auditRows = new AuditRows(Optional.empty(), true);
    private final Router router = new Router(projections, Map.of(), auditRows, new ExpiryRows());
    private final SimulatedStream stream;
    private final InMemoryCommitter tables;
    private final SimulatedSource source;
    private final FaultyBackfills backfills;
    private final FaultyVersions stored;
    private final World world;
    private final FaultyDoor door;
    private final FaultyReads reads;
    private final FailurePolicy failures;
    private final SimulatedAdmin admin;
    private boolean operated;
    private int building;

    private BackfillSimulation(Scenario scenario, boolean built, boolean historyKept) {
        this.scenario = scenario;
        this.built = built;
        this.random = new Random(scenario.seed() * 5 + 1);
        this.loaded = !built || random.nextBoolean();
        this.stream = new SimulatedStream(new Random(scenario.seed()), scenario, loaded);
        List<DerivedTable> derived = new ArrayList<>(List.of(
                DerivedTable.of(AuditRows.TABLE),
                DerivedTable.of(ExpiryRows.TABLE),
                DerivedTable.of(BackfillRows.TABLE),
                DerivedTable.of(VersionRows.TABLE)));
        projections.forEach(projection -> derived.addAll(projection.tables()));
        this.tables = new InMemoryCommitter(derived);
        Turns turns = new Turns(random, clock);
        History history = new History(clock, turns::actor, historyKept);
        Faults faults = new Faults(new Random(scenario.seed() * 5 + 2), scenario, history);
        this.world = new World(stream, faults, turns, history, new Journal(tables, projections, history));
        this.source = new SimulatedSource(stream, random, clock, tables::of);
        this.backfills = new FaultyBackfills(world, new InMemoryBackfills(tables));
        this.stored = new FaultyVersions(world, new InMemoryVersions(tables));
        this.door = new FaultyDoor(world);
        this.reads = new FaultyReads(world, tables);
        this.admin = new SimulatedAdmin(world, backfills, backfilling(), random, built);
        this.failures = FailurePolicy.standard(random).with(new FailurePolicy.Parking(1 + random.nextInt(3), 10_000));
        poison();
    }

    static Optional<Failure> run(Scenario scenario) {
        return run(scenario, false, false).flatMap(failed -> run(scenario, false, true));
    }

    /** The same, while versions are built, paused, resumed, dropped and read in turn; some tables need no backfill. */
    static Optional<Failure> runWithBuilds(Scenario scenario) {
        return run(scenario, true, false).flatMap(failed -> run(scenario, true, true));
    }

    /** What happens in a run with builds, from its beginning to its end. */
    static List<String> history(Scenario scenario) {
        BackfillSimulation simulation = new BackfillSimulation(scenario, true, true);
        simulation.run();
        return simulation.world.history().events();
    }

    private Backfilling backfilling() {
        return new Backfilling(new Backfilling.Parts(
                backfills, reads, new AuditOfTables(tables), door, false, clock, versions()::unsettledFromNow));
    }

    private static Optional<Failure> run(Scenario scenario, boolean built, boolean historyKept) {
        BackfillSimulation simulation = new BackfillSimulation(scenario, built, historyKept);
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
            for (String number : List.of("0", "1", change.sequence().digits())) {
                if (random.nextInt(8) == 0) {
                    ChangeId id = new ChangeId(change.table(), change.key(), SequenceNumber.of(number));
                    Balance projection = built && random.nextBoolean() ? later : fragile;
                    poisons.add(projection.versionName(), id, kinds[random.nextInt(kinds.length)]);
                }
            }
        }
    }

    private void run() {
        List<Turns.Task> tasks = new ArrayList<>();
        tasks.add(new Turns.Task("traffic", this::change));
        if (loaded) {
            tasks.add(new Turns.Task("admin", () -> admin.run(this::isDone)));
        }
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
        tasks.addAll(builders());
        world.turns().run(tasks);
        if (admin.opening().map(Backfilling.Result.Done.class::isInstance).orElse(true)) {
            check();
        }
    }

    private List<Turns.Task> builders() {
        building = built ? BUILDERS : 0;
        SimulatedBuilds builds = new SimulatedBuilds(world, poisons, fragile.name(), building);
        return IntStream.range(0, building)
                .mapToObj(number -> "builder " + number)
                .map(name -> new Turns.Task(name, () -> {
                    builds.run(() -> new SimulatedBuilds.Hands(rebuilder(name), versions()), versions()::of);
                    building--;
                }))
                .toList();
    }

    private Versions versions() {
        return new Versions(stored, catalog, clock, Duration.ofDays(7));
    }

    private Rebuilder rebuilder(String name) {
        LogInMemory log = new LogInMemory(world, tables);
        RebuildParts parts = new RebuildParts(
                log,
                new AuditOfTables(tables),
                auditRows,
                planner(),
                door,
                reads,
                reads,
                stored,
                stored,
                log,
                tables.storedRows(),
                failures,
                clock);
        return new Rebuilder(
                versions(),
                parts,
                name,
                new QuietRebuild(world.history()),
                table -> backfills.of(table).filter(Backfill::isOpen).isPresent());
    }

    /** Mostly nothing happens before the backfill is opened; where something does, it may be refused. */
    private void change() {
        if (loaded && (built || random.nextInt(4) > 0)) {
            world.turns().until(() -> admin.opening().isPresent());
        }
        int pace = 1 + random.nextInt(500);
        while (source.change()) {
            world.turns().pass(Duration.ofMillis(random.nextInt(pace)));
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
            if (next < visible) {
                int end = Math.min(visible, next + 1 + world.faults().below(9));
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

    private void work(String name) {
        while (!isDone()) {
            try {
                BackfillWork work = new BackfillWork(
                        List.of(SimulatedStream.THINGS),
                        new BackfillWork.Parts(
                                name,
                                loading(),
                                source,
                                SimulatedSource.SETTLING,
                                new ScansAtOnce(() -> new SimulatedStop(world))));
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
                this::versioned,
                BackfillListener.NONE);
    }

    private void operate() {
        while (!isDone() || world.journal().anyWaits()) {
            List<Marker> markers =
                    world.attempt(() -> reads.markers(SimulatedStream.THINGS)).orElse(List.of());
            if (markers.isEmpty() || random.nextInt(4) > 0) {
                world.turns().pass(Duration.ofMillis(200));
            } else {
                Marker marker = markers.get(random.nextInt(markers.size()));
                if (world.faults().oneIn(3)) {
                    poisons.mend(marker.item().projection());
                }
                world.attempt(() -> redriver().redrive(marker.item(), settlement -> {}));
            }
        }
        operated = true;
    }

    private boolean isDone() {
        boolean followed =
                source.shards().stream().allMatch(shard -> world.journal().isClosed(shard.lane()));
        return followed
                && building == 0
                && (!loaded || admin.opening().isPresent())
                && backfills
                        .now(SimulatedStream.THINGS)
                        .map(backfill -> backfill.state() == BackfillState.DONE)
                        .orElse(true);
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
                lane -> versioned(new LaneFences(lane.table(), backfills, new AuditOfTables(tables), auditRows)));
    }

    private Foresight versioned(Foresight inner) {
        return new VersionForesight(inner, stored, catalog, stored);
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
        boolean cancelled =
                !built && backfills.now(SimulatedStream.THINGS).orElseThrow().cancelled();
        new BackfillOutcome(cancelled, stream, source, tables)
                .check(built ? List.of(steady, fragile, later) : List.of(steady, fragile), clock.instant());
        assertThat(tables.rows(VersionRows.TABLE.name()))
                .as("open fences of versions")
                .noneMatch(row -> row.has("open") && row.bool("open").orElse(false));
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
