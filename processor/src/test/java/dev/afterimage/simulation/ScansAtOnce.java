package dev.afterimage.simulation;

import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.pipeline.StopSignal;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads each segment to its end before anything else is done. */
record ScansAtOnce(Supplier<StopSignal> stops) implements BackfillWork.Scans {
    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void start(Consumer<StopSignal> scan) {
        scan.accept(stops.get());
    }
}
