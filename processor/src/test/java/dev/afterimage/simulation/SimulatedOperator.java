package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditNote.Action;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has what is parked applied after all, once somebody has mended the projection, or before; now and then gives one up. */
final class SimulatedOperator implements Runnable {
    private final String name;
    private final World world;
    private final ParkingLot lot;
    private final Poisons poisons;
    private final Supplier<Redriver> redrivers;

    SimulatedOperator(String name, World world, ParkingLot lot, Poisons poisons, Supplier<Redriver> redrivers) {
        this.name = name;
        this.world = world;
        this.lot = lot;
        this.poisons = poisons;
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
        return lanesEnded() && !world.journal().anyWaits();
    }

    private boolean mayWork() {
        return world.journal().anyWaits()
                && (world.faults().include(Fault.EARLY_OPERATOR)
                        || world.faults().include(Fault.SMALL_PARKING_LOT)
                        || lanesEnded());
    }

    private boolean lanesEnded() {
        return world.stream().shards().stream()
                .allMatch(shard -> world.journal().isClosed(shard.lane()));
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
            discard(redriver, preview.get(world.faults().below(preview.size())).parked());
        } else {
            redrive(redriver, item);
        }
    }

    private void redrive(Redriver redriver, ParkedItem item) {
        world.history().note(() -> "redrives " + item);
        List<ParkedRecord> applied = new ArrayList<>();
        RedriveEnd end = redriver.redrive(item, settlement -> told(settlement, Action.REDRIVEN, applied));
        world.history().note(() -> "has redriven " + applied.size() + " of " + item + ": " + end);
        assertThat(applied).as("what the operator was told").doesNotHaveDuplicates();
        assertThat(applied).as("what the operator was told").allMatch(this::isSettled);
    }

    private void discard(Redriver redriver, ParkedRecord parked) {
        Redriver.Range range = new Redriver.Range(parked.sequence(), parked.sequence());
        List<ParkedRecord> discarded = new ArrayList<>();
        RedriveEnd end = redriver.discard(
                parked.item(), range, "of no use", settlement -> told(settlement, Action.DISCARDED, discarded));
        world.history().note(() -> "has discarded " + discarded.size() + " of " + parked.id() + ": " + end);
    }

    /** What an operator is told is what the journal knows of who settled it, and how. */
    private void told(Settlement settlement, Action action, List<ParkedRecord> own) {
        ParkedRecord parked = settlement.parked();
        AuditNote note = world.journal()
                .settled(new Journal.Effect(parked.projection(), parked.id()))
                .orElseThrow();
        switch (settlement) {
            case Settlement.Own mine -> {
                assertThat(note.operator()).contains(name);
                assertThat(note.action()).isEqualTo(action);
                own.add(parked);
            }
            case Settlement.Other other -> assertThat(other.note()).isEqualTo(note);
            case Settlement.Unknown unknown -> throw new AssertionError(unknown);
        }
    }

    private boolean isSettled(ParkedRecord parked) {
        return !world.journal().waits(new Journal.Effect(parked.projection(), parked.id()));
    }
}
