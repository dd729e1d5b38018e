package dev.afterimage.telemetry;

import dev.afterimage.change.ChangeId;
import java.time.Instant;
import java.util.Optional;

/** How a lane fares in this worker. */
public sealed interface LaneState {
    /** It is followed, and goes on by itself. */
    record Following() implements LaneState {}

    /**
     * It waits for somebody to mend something.
     *
     * @param change the change that cannot be applied; empty where it is not one change that is at fault
     */
    record Halted(Optional<ChangeId> change, String reason, Instant since) implements LaneState {}

    /** Its shard has ended and all its changes are applied. */
    record Closed() implements LaneState {}

    /** It is not followed here any more. */
    record Left() implements LaneState {}

    default boolean ended() {
        return this instanceof Closed || this instanceof Left;
    }
}
