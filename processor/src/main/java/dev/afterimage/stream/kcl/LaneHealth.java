package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * How a lane of this worker is. The lanes of one shard share everything but their positions.
 *
 * @param position how far it had come after its last batch
 * @param atTip when its shard last had nothing more to read; empty if that was not yet so
 * @param trouble why it is halted before a record that cannot be read
 */
public record LaneHealth(Lane lane, State state, Position position, Optional<Instant> atTip, Optional<String> trouble) {
    /** What a lane is about. */
    public enum State {
        OPENING,
        FOLLOWING,
        /** It waits for somebody to mend something. */
        HALTED,
        /** Its shard has ended and everything is applied. */
        CLOSED,
        /** It was told to stop, or is another worker's now. */
        STOPPED
    }
}
