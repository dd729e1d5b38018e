package dev.afterimage.pipeline;

import dev.afterimage.change.SequenceNumber;
import java.util.Optional;

/** How often a change was tried in vain. */
record Attempts(Optional<SequenceNumber> change, int count) {
    static final Attempts NONE = new Attempts(Optional.empty(), 0);

    /** After one more failure of this change; those of another do not count. */
    Attempts next(SequenceNumber failed) {
        return new Attempts(Optional.of(failed), change.equals(Optional.of(failed)) ? count + 1 : 1);
    }
}
