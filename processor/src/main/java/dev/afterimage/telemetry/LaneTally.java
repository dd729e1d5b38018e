package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happened in one lane so far. Immutable. */
public record LaneTally(Position position, LaneState state, Counts counts) {
    public Lane lane() {
        return position.lane();
    }

    public Optional<Instant> lastCommit() {
        return position.committedAt();
    }

    /** The age of the last applied change, while others wait behind it; empty where none waits or none was applied yet. */
    public Optional<Duration> lag(Instant now) {
        return counts.pending() > 0
                ? position.changedAt().map(changed -> Duration.between(changed, now))
                : Optional.empty();
    }

    LaneTally in(LaneState next) {
        return new LaneTally(position, next, counts);
    }

    LaneTally at(Position next) {
        return new LaneTally(next, state, counts);
    }

    LaneTally and(Counts more) {
        return new LaneTally(position, state, counts.plus(more));
    }

    /** What was pending is nobody's here any more. */
    LaneTally abandon() {
        return and(Counts.ofAbandoned(counts.pending()));
    }
}
