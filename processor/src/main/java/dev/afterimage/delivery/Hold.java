package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.util.Optional;

/**
 * A sink that this worker delivers to, until another does. What it notes is stored a while later; of what was not stored
 * when the worker died, the next one delivers again. Thread-safe.
 */
final class Hold {
    private final SinkStates states;
    private final String worker;
    private SinkState stored;
    private Progress progress;
    private Optional<EventId> skip;
    private boolean changed;
    private boolean lost;

    /** A hold of what is stored like this. */
    Hold(SinkStates states, String worker, SinkState stored) {
        this.states = states;
        this.worker = worker;
        this.stored = stored;
        this.progress = stored.progress();
        this.skip = stored.skip();
    }

    synchronized boolean isLost() {
        return lost;
    }

    synchronized Progress progress() {
        return progress;
    }

    /** The refused event that an operator wants left out. */
    synchronized Optional<EventId> skip() {
        return skip;
    }

    /** Notes how far the sink has come by now. */
    synchronized void note(Progress next) {
        progress = next;
        changed = true;
    }

    /** Notes that the operator's wish is done. */
    synchronized void skipped() {
        skip = Optional.empty();
        changed = true;
    }

    synchronized void storeChanges() {
        if (changed) {
            store();
        }
    }

    /** Stores what is noted, and thereby says that this worker is alive. */
    synchronized void store() {
        if (!lost && !put(stored.at(progress, skip))) {
            SinkState found = states.of(stored.name()).orElse(stored);
            lost = !found.isHeldBy(worker);
            stored = found;
            skip = found.skip();
        }
    }

    /** Lets another worker have the sink at once. */
    synchronized void release() {
        storeChanges();
        if (!lost) {
            lost = true;
            states.put(stored.released());
        }
    }

    private boolean put(SinkState next) {
        boolean put = states.put(next);
        if (put) {
            stored = next;
            changed = false;
        }
        return put;
    }
}
