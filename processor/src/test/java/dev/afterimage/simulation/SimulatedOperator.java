package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has what is parked applied after all, once somebody has mended the projection, or before; now and then gives one up. */
final class SimulatedOperator implements Runnable {
    private final World world;
    private final ParkingLot lot;
    private final Poisons poisons;
    private final BooleanSupplier lanesEnded;
    private final Supplier<Redriver> redrivers;

    SimulatedOperator(
            World world, ParkingLot lot, Poisons poisons, BooleanSupplier lanesEnded, Supplier<Redriver> redrivers) {
        this.world = world;
        this.lot = lot;
        this.poisons = poisons;
        this.lanesEnded = lanesEnded;
        this.redrivers = redrivers;
    }

    @Override
    public void run() {
        while (!isDone()) {
            world.turns().until(() -> isDone() || mayWork());
            try {
                work();
            } catch (Crash | Unexpected end) {
                world.turns().pass();
            }
        }
    }

    private boolean isDone() {
        return lanesEnded.getAsBoolean() && !world.journal().anyWaits();
    }

    private boolean mayWork() {
        return world.journal().anyWaits()
                && (world.faults().include(Fault.EARLY_OPERATOR)
                        || world.faults().include(Fault.SMALL_PARKING_LOT)
                        || lanesEnded.getAsBoolean());
    }

    private void work() {
        List<Marker> markers = Stream.of(SimulatedStream.THINGS, SimulatedStream.GADGETS)
                .flatMap(table -> lot.markers(table).stream())
                .toList();
        if (markers.isEmpty()) {
            world.turns().pass();
            return;
        }
        ParkedItem item = markers.get(world.faults().below(markers.size())).item();
        if (world.faults().oneIn(3) && poisons.mend(item.projection())) {
            world.history().note(() -> "mends " + item.projection());
        }
        Redriver redriver = redrivers.get();
        List<Redrivable> preview = redriver.preview(item);
        if (!preview.isEmpty() && world.faults().strikes(Fault.DISCARD)) {
            discard(redriver, preview.get(world.faults().below(preview.size())).change());
        } else {
            redrive(redriver, item);
        }
    }

    private void redrive(Redriver redriver, ParkedItem item) {
        world.history().note(() -> "redrives " + item);
        List<ParkedChange> applied = new ArrayList<>();
        RedriveEnd end = redriver.redrive(item, applied::add);
        world.history().note(() -> "has redriven " + applied.size() + " of " + item + ": " + end);
        assertThat(applied).as("what the operator was told").doesNotHaveDuplicates();
        assertThat(applied).as("what the operator was told").allMatch(this::isSettled);
    }

    private void discard(Redriver redriver, ParkedChange change) {
        Redriver.Range range =
                new Redriver.Range(change.change().sequence(), change.change().sequence());
        RedriveEnd end = redriver.discard(change.item(), range, "of no use", gone -> {});
        world.history().note(() -> "has discarded " + change.change().id() + ": " + end);
    }

    private boolean isSettled(ParkedChange change) {
        return !world.journal()
                .waits(new Journal.Effect(change.projection(), change.change().id()));
    }
}
