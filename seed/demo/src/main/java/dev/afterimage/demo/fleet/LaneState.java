package dev.afterimage.demo.fleet;

import java.util.Optional;

/**
 * How a lane stands.
 *
 * @param owner the worker that its lease names
 * @param revision counts its commits
 * @param closed whether its shard is done with
 */
public record LaneState(Optional<String> owner, long revision, boolean closed) {
    boolean isOf(String workerId) {
        return !closed && owner.filter(workerId::equals).isPresent();
    }
}
