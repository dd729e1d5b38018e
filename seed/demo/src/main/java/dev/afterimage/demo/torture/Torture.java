package dev.afterimage.demo.torture;

import dev.afterimage.demo.fleet.LaneState;
import dev.afterimage.demo.fleet.LaneStates;
import dev.afterimage.demo.fleet.TakeOvers;
import dev.afterimage.demo.fleet.WorkFolder;
import dev.afterimage.demo.fleet.WorkerProcess;
import dev.afterimage.demo.report.Finding;
import dev.afterimage.demo.wiring.Samples;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.load.Lapsing;
import dev.afterimage.seed.load.LoadSettings;
import dev.afterimage.seed.load.LoadSizes;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.seed.traffic.Mix;
import dev.afterimage.seed.traffic.Traffic;
import dev.afterimage.seed.traffic.TrafficListener;
import dev.afterimage.seed.traffic.TrafficSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tortures workers on one DynamoDB, and proves what has come of it. For one thread, and one run. */
final class Torture implements AutoCloseable {
    private static final LoadSizes SIZES = new LoadSizes(25, 3, 8, 2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_DRAIN = Duration.ofSeconds(150);
    private static final Duration TO_DRAIN_WHEN_STOPPED = Duration.ofSeconds(30);

    private final TortureSettings settings;
    private final Ground ground;
    private final Journal journal;
    private final StopSignal stop;
    private final Instant started = Instant.now();
    private final TakeOvers takeOvers = new TakeOvers();
    private final Fleet fleet;
    private final LaneStates lanes;

    Torture(TortureSettings settings, Ground ground, WorkFolder folder, Journal journal, StopSignal stop) {
        this.settings = settings;
        this.ground = ground;
        this.journal = journal;
        this.stop = stop;
        Path config = folder.write("afterimage.yaml", WorkerConfig.of(ground.endpoint()));
        List<String> program = List.of("dev.afterimage.app.Main", "run", "--config", config.toString());
        this.fleet = new Fleet(id -> WorkerProcess.start(id, program, folder.path()), takeOvers, journal);
        this.lanes = new LaneStates(ground.tables(), TableNaming.STANDARD, Samples.sources());
    }

    /** Does it for the given time, or until it is told to stop. */
    Outcome run() throws InterruptedException {
        prepare();
        try (Traffic traffic = Traffic.start(ground.tables(), traffic(), TrafficListener.NONE)) {
            torment(traffic);
        }
        boolean drained = drained();
        journal.note(drained ? "everything is applied" : "NOT everything was applied in time");
        fleet.stop();
        journal.note("all workers have ended");
        return new Outcome(
                Samples.inspection(ground.tables(), ground.streams(), started).settled(() -> false),
                List.of(new Finding("the workers ended when they were told to, and properly", fleet.problems())),
                fleet.deeds() + (fleet.failedStarts() == 0 ? "" : ", " + fleet.failedStarts() + " starts failed"),
                takeOvers);
    }

    private TrafficSettings traffic() {
        return TrafficSettings.light()
                .asFastAsItGoes()
                .withMix(Mix.WRITES)
                .withSeed(settings.seed())
                .withLongestLife(Duration.ofSeconds(5));
    }

    private void prepare() throws InterruptedException {
        SampleTables.create(ground.tables());
        Lapsing nothing = new Lapsing(0, Lapsing.FROM, Duration.ofDays(1));
        Samples.load(ground.tables(), new LoadSettings(settings.seed(), SIZES, nothing, 0));
        for (int worker = 0; worker < settings.workers(); worker++) {
            fleet.add();
            Instant latest = Instant.now().plus(TO_START);
            while (!fleet.allReady() && Instant.now().isBefore(latest) && stop.pause(LOOK)) {
                fleet.tend(Instant.now(), Map.of());
            }
        }
        journal.note(settings.workers() + " workers are ready");
    }

    private void torment(Traffic traffic) {
        Mishaps mishaps = new Mishaps(new Random(settings.seed()), ground.rolls());
        Instant end = Instant.now().plus(settings.length());
        Mishaps.Next next = mishaps.next();
        Instant due = Instant.now().plus(next.after());
        while (Instant.now().isBefore(end) && stop.pause(LOOK)) {
            traffic.failure().ifPresent(failure -> {
                throw failure;
            });
            Instant now = Instant.now();
            Map<Lane, LaneState> states = look();
            if (!now.isBefore(due) && (next.onTop() || fleet.canSpareOne())) {
                happen(next, states);
                next = mishaps.next();
                due = now.plus(next.after());
            }
        }
    }

    private void happen(Mishaps.Next next, Map<Lane, LaneState> states) {
        if (next.mishap() instanceof Mishap.Roll) {
            ground.roll();
            fleet.deeds().rolled();
            journal.note("all shards end, and others begin");
        } else {
            fleet.strike(next, Instant.now(), states);
        }
    }

    private Map<Lane, LaneState> look() {
        Instant now = Instant.now();
        Map<Lane, LaneState> states = lanes.look();
        takeOvers.look(now, states);
        fleet.tend(now, states);
        return states;
    }

    /** Waits until everything is applied. Nobody waits for long who was told to stop. */
    private boolean drained() {
        journal.note("no more traffic");
        boolean interrupted = stop.raised();
        if (interrupted) {
            fleet.expectEnds();
        }
        fleet.heal(look());
        Drain drain = new Drain(ground.tables(), ground.streams());
        StopSwitch pauses = new StopSwitch();
        Instant latest = Instant.now().plus(interrupted ? TO_DRAIN_WHEN_STOPPED : TO_DRAIN);
        boolean done = drain.done();
        while (!done && Instant.now().isBefore(latest)) {
            pauses.pause(LOOK);
            look();
            if (stop.raised() && !interrupted) {
                interrupted = true;
                fleet.expectEnds();
                latest = Instant.now().plus(TO_DRAIN_WHEN_STOPPED);
            }
            done = drain.done();
        }
        return done;
    }

    /** Leaves no process behind. */
    @Override
    public void close() {
        fleet.close();
    }
}
