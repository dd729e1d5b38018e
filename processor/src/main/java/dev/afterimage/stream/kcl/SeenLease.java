package dev.afterimage.stream.kcl;

import java.time.Duration;
import java.util.Optional;

/**
 * A lease as it was seen in its table. Immutable.
 *
 * @param owner the worker that has it, or had it last; empty where it was given up, or never taken
 * @param ended whether its shard is done with, so that nobody need have it
 * @param silent for how long its owner has not renewed it, as far as was seen
 */
record SeenLease(String shard, Optional<String> owner, boolean ended, Duration silent) {
    boolean isOf(String worker) {
        return owner.filter(worker::equals).isPresent();
    }
}
