package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of a lane at one moment, before anything is concluded from it. Immutable.
 *
 * @param waiting the time of the oldest change that was read and is not applied
 * @param halted whether it waits for somebody to mend something
 */
public record LaneSighting(Lane lane, Reading reading, Optional<Instant> waiting, boolean halted) {
    /** How far the reading of a lane's shard has come. */
    public enum Reach {
        /** Nobody has begun: its parent is not done with. */
        WAITING,
        /** It has begun, and nothing has come of it yet. */
        BEGUN,
        /** There may be more than was read. */
        MORE,
        /** There was no more than was read. */
        TIP
    }

    /**
     * How a lane's shard is read.
     *
     * @param since when the reading began
     * @param last when a read last succeeded, also one that brought nothing
     * @param through changes that are older than this have been read; as far as is known where nothing was read yet
     */
    public record Reading(Instant since, Optional<Instant> last, Reach reach, Instant through) {
        /** When something was last known of the shard. */
        Instant lastSign() {
            return last.orElse(since);
        }
    }
}
