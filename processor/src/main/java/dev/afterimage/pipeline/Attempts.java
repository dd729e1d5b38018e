package dev.afterimage.pipeline;

import dev.afterimage.change.ChangeId;
import java.util.Optional;

/** How often a change was tried in vain. */
record Attempts(Optional<ChangeId> change, int count) {
    static final Attempts NONE = new Attempts(Optional.empty(), 0);

    /** After one more failure of this change; those of another do not count. */
    Attempts next(ChangeId failed) {
        return new Attempts(Optional.of(failed), change.equals(Optional.of(failed)) ? count + 1 : 1);
    }
}
