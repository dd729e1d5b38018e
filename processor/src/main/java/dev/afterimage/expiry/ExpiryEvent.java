package dev.afterimage.expiry;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An item lapsed.
 *
 * @param lastImage the item as it last was
 * @param deleted the stream's time of the deletion
 * @param recordedAt when the worker planned the commit that wrote this event
 */
public record ExpiryEvent(ChangeId id, Item lastImage, Expiry expiry, Instant deleted, Instant recordedAt) {
    public static ExpiryEvent of(Change.Expired change, Instant recordedAt) {
        return new ExpiryEvent(change.id(), change.oldImage(), change.expiry(), change.changedAt(), recordedAt);
    }

    /** How long after it was due the item was deleted; empty where it is not known when it was due. */
    public Optional<Duration> lateness() {
        return expiry.due().map(due -> Duration.between(due, deleted));
    }
}
