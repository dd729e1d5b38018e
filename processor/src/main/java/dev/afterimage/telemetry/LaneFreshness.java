package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fresh a lane's rows are at one moment. Immutable.
 *
 * @param lastRead when its shard was last read, also where that brought nothing; empty where it never was
 * @param age how old the oldest change is that is not applied, or may not be; empty where none waits
 * @param untilLoss when the stream drops a change that is not applied, if the lane goes on at its present rate; empty where
 *     it keeps up
 */
public record LaneFreshness(
        Lane lane,
        Optional<Instant> lastRead,
        Unapplied unapplied,
        Optional<Duration> age,
        Optional<Duration> untilLoss,
        Alarm alarm) {
    /** Whether its shard has not been read for long. */
    public boolean unread() {
        return unapplied instanceof Unapplied.Unread;
    }
}
