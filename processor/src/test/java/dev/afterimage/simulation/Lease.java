package dev.afterimage.simulation;

import java.util.Optional;

/** Whose turn it is to follow a shard, and how many of its records are known to be applied. */
final class Lease {
    private Optional<SimulatedWorker> holder = Optional.empty();
    private boolean contested;
    private int checkpoint;

    boolean isHeldBy(SimulatedWorker worker) {
        return holder.filter(worker::equals).isPresent();
    }

    /** Whether it is free, or its holder seems to be gone. */
    boolean mayBeTaken() {
        return holder.isEmpty() || contested;
    }

    void take(SimulatedWorker worker) {
        holder = Optional.of(worker);
        contested = false;
    }

    /** Its holder has not been heard of for too long. */
    void contest() {
        contested = true;
    }

    void release(SimulatedWorker worker) {
        if (isHeldBy(worker)) {
            holder = Optional.empty();
        }
    }

    int checkpoint() {
        return checkpoint;
    }

    /** Only the holder's checkpoint is taken. */
    void checkpoint(SimulatedWorker worker, int records) {
        checkpoint = isHeldBy(worker) ? records : checkpoint;
    }
}
