package dev.afterimage.feed;

import java.util.List;

/** What recorders have said of themselves. Thread-safe. */
public interface Recorders {
    /** All that is stored, as it is now and not as it was. */
    List<Recording> all();

    /** Stores this where the one before it is stored, or nothing if it is the first; answers whether it was so. */
    boolean put(Recording next);

    /** Takes this away, unless it has changed. */
    void forget(Recording recording);
}
