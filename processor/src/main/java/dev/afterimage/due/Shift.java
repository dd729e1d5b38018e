package dev.afterimage.due;

import java.util.Optional;

/**
 * Who tells what is due. Immutable.
 *
 * @param revision counts what was stored; 0 is nothing
 */
public record Shift(long revision, Optional<String> worker) {
    static final Shift NOBODYS = new Shift(0, Optional.empty());

    Shift takenBy(String other) {
        return new Shift(revision + 1, Optional.of(other));
    }

    Shift left() {
        return new Shift(revision + 1, Optional.empty());
    }
}
