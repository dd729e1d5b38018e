package dev.afterimage.pipeline;

import dev.afterimage.change.SequenceNumber;
import java.util.Optional;

/** Why a projection is not to take a change. */
sealed interface Aside {
    /**
     * The change is kept instead of applied.
     *
     * @param attempts how often it was tried; 0 where it only waits behind another
     * @param behind the change of the same item that was kept last
     */
    record Keep(String reason, int attempts, Optional<SequenceNumber> behind) implements Aside {}

    /** The change was begun, so many of its writes are applied, and what the projection still was to write is kept. */
    record KeepRest(String reason, int attempts, Optional<SequenceNumber> behind, int writesApplied) implements Aside {}

    /** The change was begun, and is kept for this projection already. */
    record Kept() implements Aside {}
}
