package dev.afterimage.dynamo;

import dev.afterimage.lane.Lane;
import java.util.Optional;

/**
 * What KCL notes of a lane.
 *
 * @param owner the worker that follows it, or last did
 * @param checkpoint from where a worker would read on: a sequence number, or a word such as {@code SHARD_END}
 */
public record Lease(Lane lane, Optional<String> owner, Optional<String> checkpoint) {}
