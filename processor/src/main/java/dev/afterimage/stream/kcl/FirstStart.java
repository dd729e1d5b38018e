package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamSource;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds from which instant on a source's changes are wanted. For one that starts with the latest change that is when it
 * was first started: an instant that is stored once, as the position of a lane that no shard has, through the same door
 * as everything that workers store. KCL itself would forget it, and lose what changes while no worker runs.
 */
final class FirstStart {
    private final ChangePipeline.Parts parts;

    FirstStart(ChangePipeline.Parts parts) {
        this.parts = parts;
    }

    /** The instant before which changes are dropped; empty where none are. */
    Optional<Instant> of(StreamSource source) {
        return switch (source.start()) {
            case StartPosition.TrimHorizon oldest -> Optional.empty();
            case StartPosition.At at -> Optional.of(source.dialect().streamTime(at.instant()));
            case StartPosition.Latest latest -> stored(source);
        };
    }

    private Optional<Instant> stored(StreamSource source) {
        Lane marker = StartPosition.Latest.marker(source.table());
        Instant now = parts.clock().instant();
        Position first = new Position(
                marker,
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(source.dialect().streamTime(now)),
                Optional.of(now));
        return new FirstPosition(parts, new StopSwitch()).orElse(first).changedAt();
    }
}
