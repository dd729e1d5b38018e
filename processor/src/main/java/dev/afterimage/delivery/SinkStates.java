package dev.afterimage.delivery;

import java.util.List;
import java.util.Optional;

/** What is stored of sinks. Thread-safe. */
public interface SinkStates {
    /** All that is stored, in the order of names. */
    List<SinkState> all();

    /** As it is now and not as it was; empty where nothing is stored. */
    Optional<SinkState> of(SinkName name);

    /** Stores this where the revision before it is stored, or nothing if it is the first; answers whether it was so. */
    boolean put(SinkState next);
}
