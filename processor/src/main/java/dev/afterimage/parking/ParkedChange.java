package dev.afterimage.parking;

import dev.afterimage.change.Change;
import dev.afterimage.item.ItemSize;
import dev.afterimage.projection.ProjectionName;
import java.time.Instant;
import java.util.Optional;

/**
 * A change that is kept for one projection instead of being applied.
 *
 * @param reason why it waits
 * @param attempts how often an operator has had it tried in vain
 * @param triedAt when that was last, or when a part of it was applied
 * @param applied how many of the projection's writes for it are applied already: 0 but for a change of which some did
 *     not fit into one transaction with the others
 * @param revision tells whether it was touched since it was read
 * @param rows how many rows keep it
 */
public record ParkedChange(
        ProjectionName projection,
        Change change,
        Instant parkedAt,
        String reason,
        int attempts,
        Optional<Instant> triedAt,
        int applied,
        long revision,
        int rows) {
    /** A change that nobody has tried since it was parked, of a size that one row keeps. */
    public ParkedChange(
            ProjectionName projection,
            Change change,
            Instant parkedAt,
            String reason,
            int attempts,
            int applied,
            long revision) {
        this(projection, change, parkedAt, reason, attempts, Optional.empty(), applied, revision, 1);
    }

    public ParkedItem item() {
        return new ParkedItem(projection, change.table(), change.key());
    }

    /** How many bytes its images have, about what its rows have or more. */
    public long imageSize() {
        return (long) change.before().map(ItemSize::of).orElse(0)
                + change.after().map(ItemSize::of).orElse(0);
    }

    /** The same after it was tried in vain. */
    public ParkedChange failed(String reason, Instant at) {
        return new ParkedChange(
                projection, change, parkedAt, reason, attempts + 1, Optional.of(at), applied, revision + 1, rows);
    }

    /** The same after so many of its writes are applied in all. */
    public ParkedChange applied(int applied, Instant at) {
        return new ParkedChange(
                projection, change, parkedAt, reason, attempts, Optional.of(at), applied, revision + 1, rows);
    }
}
