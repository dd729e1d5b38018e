package dev.afterimage.telemetry;

import dev.afterimage.lane.Position;
import java.util.Optional;

/**
 * How a lane is.
 *
 * @param position that of a lane which has committed nothing where none is stored
 * @param owner the worker that holds the shard's lease
 * @param checkpoint what the lease says; a hint that follows the position
 * @param freshness what reading the stream from the position on says
 * @param trouble why it could not be read
 */
public record LaneStatus(
        Position position,
        Optional<String> owner,
        Optional<String> checkpoint,
        LaneFreshness freshness,
        Optional<String> trouble) {}
