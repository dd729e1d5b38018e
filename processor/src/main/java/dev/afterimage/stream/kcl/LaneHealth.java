package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.fetch.ShardReading;
import java.time.Instant;
import java.util.Optional;

/**
 * How a lane of this worker is. The lanes of one shard share everything but their positions and what waits.
 *
 * @param position how far it has come; the start while it is not known
 * @param reading how far its shard has been read
 * @param through the changes that the lane is to apply and that are older than this have been read, as far as is known
 * @param waiting the stream's time of the oldest change that was read and is still to be applied
 * @param trouble why it is halted before a record that cannot be read
 */
public record LaneHealth(
        Lane lane,
        State state,
        Position position,
        ShardReading reading,
        Instant through,
        Optional<Instant> waiting,
        Optional<String> trouble) {
    /** What a lane is about. */
    public enum State {
        /** It is about to be followed; its shard may wait for its parent. */
        OPENING,
        FOLLOWING,
        /** It waits for somebody to mend something. */
        HALTED,
        /** Its shard has ended and everything is applied. */
        CLOSED,
        /** It was told to stop, or is another worker's now. */
        STOPPED
    }

    /** A lane that has not been opened, so that nothing is known of it but how its shard is read. */
    static LaneHealth opening(Lane lane, ShardReading reading) {
        return new LaneHealth(
                lane,
                State.OPENING,
                Position.start(lane),
                reading,
                reading.since(),
                Optional.empty(),
                Optional.empty());
    }
}
