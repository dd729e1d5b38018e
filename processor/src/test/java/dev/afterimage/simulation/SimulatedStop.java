package dev.afterimage.simulation;

import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;

/** Others come first during pauses; now and then whoever listens is to stop. */
final class SimulatedStop implements StopSignal {
    private final World world;
    private boolean raised;

    SimulatedStop(World world) {
        this.world = world;
    }

    @Override
    public boolean raised() {
        raised |= world.faults().strikes(Fault.GRACEFUL_STOP);
        return raised;
    }

    @Override
    public boolean pause(Duration duration) {
        world.turns().pass(duration);
        return !raised();
    }
}
