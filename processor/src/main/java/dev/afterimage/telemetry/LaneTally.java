package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
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
