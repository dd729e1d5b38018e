package dev.afterimage.simulation;

import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.ScanSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Opens a backfill, lets it pause and go on, and now and then cancels it, unless it is wanted whatever is in its way. */
final class SimulatedAdmin {
    private final World world;
    private final FaultyBackfills backfills;
    private final Backfilling admin;
    private final Random random;
    private final boolean insisting;
    private Optional<Backfilling.Result> opening = Optional.empty();

    SimulatedAdmin(World world, FaultyBackfills backfills, Backfilling admin, Random random, boolean insisting) {
        this.world = world;
        this.backfills = backfills;
        this.admin = admin;
        this.random = random;
        this.insisting = insisting;
    }

    /** What became of the opening; empty until it is clear. */
    Optional<Backfilling.Result> opening() {
        return opening;
    }

    void run(BooleanSupplier done) {
        ScanSettings settings = new ScanSettings(1 + random.nextInt(4), random.nextInt(3) * 20, true, false);
        while (opening.isEmpty()) {
            opening = insisting ? insist(settings) : open(settings);
            world.turns().pass(Duration.ofMillis(100));
        }
        world.history().note(() -> "opened: " + opening);
        while (!done.getAsBoolean() && random.nextInt(3) > 0) {
            world.turns().pass(Duration.ofMillis(random.nextInt(3_000)));
            world.attempt(() -> !insisting && random.nextInt(8) == 0
                    ? admin.cancel(SimulatedStream.THINGS)
                    : admin.pause(SimulatedStream.THINGS));
            world.turns().pass(Duration.ofMillis(random.nextInt(3_000)));
            world.attempt(() -> admin.resume(SimulatedStream.THINGS));
        }
        while (!done.getAsBoolean()) {
            world.attempt(() -> admin.resume(SimulatedStream.THINGS));
            world.turns().pass(Duration.ofMillis(200));
        }
    }

    /** Where it is refused that is so, but for what passes. */
    private Optional<Backfilling.Result> open(ScanSettings settings) {
        Optional<Backfilling.Result> result = world.attempt(() -> admin.start(SimulatedStream.THINGS, settings));
        boolean unsure = result.filter(Backfilling.Result.Refused.class::isInstance)
                .map(Object::toString)
                .filter(text -> text.contains("could be told") || text.contains("changed by somebody"))
                .isPresent();
        return unsure || (result.isEmpty() && !isBegun()) ? Optional.empty() : result.or(() -> Optional.of(begun()));
    }

    /** Versions may be in the way for a while. */
    private Optional<Backfilling.Result> insist(ScanSettings settings) {
        Optional<Backfilling.Result> result = world.attempt(() -> admin.start(SimulatedStream.THINGS, settings));
        world.history().note(() -> "opening: " + result);
        return isBegun() && !begun().backfill().cancelled() ? Optional.of(begun()) : Optional.empty();
    }

    private boolean isBegun() {
        return backfills
                .now(SimulatedStream.THINGS)
                .filter(backfill -> backfill.state() != BackfillState.OPENING)
                .isPresent();
    }

    private Backfilling.Result.Done begun() {
        return new Backfilling.Result.Done(backfills.now(SimulatedStream.THINGS).orElseThrow());
    }
}
