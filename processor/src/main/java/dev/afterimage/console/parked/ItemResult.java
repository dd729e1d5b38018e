package dev.afterimage.console.parked;

import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.RedriveEnd;
import java.util.Optional;

/**
 * What a decision about an item has come to.
 *
 * @param settled how many of its changes were applied or given up by it
 * @param others how many somebody else has settled meanwhile
 * @param stuck why the rest still waits; empty where nothing is left of what was to be done
 */
public record ItemResult(ParkedItem item, Decision decision, long settled, long others, Optional<String> stuck) {
    /** Whether there was nothing to do: all that was meant is settled by somebody else, or waited no more. */
    boolean isMoot() {
        return settled == 0 && stuck.isEmpty();
    }

    /** Why something of an item still waits after this. */
    static Optional<String> stuck(RedriveEnd end) {
        return switch (end) {
            case RedriveEnd.Done done -> Optional.empty();
            case RedriveEnd.Refused refused -> {
                var change = refused.change();
                yield Optional.of("change #" + change.change().sequence() + " was refused: " + change.reason());
            }
            case RedriveEnd.Damaged damaged -> {
                var parked = damaged.parked();
                yield Optional.of("change #" + parked.sequence() + " is damaged, " + parked.reason()
                        + ": mend it, or discard it");
            }
            case RedriveEnd.Unable unable -> Optional.of(unable.detail());
            case RedriveEnd.Stopped stopped -> Optional.of("it was stopped before it was done: go on with it");
        };
    }
}
