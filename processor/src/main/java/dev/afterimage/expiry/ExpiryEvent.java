package dev.afterimage.expiry;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Something about an item's time to live. Immutable. */
public sealed interface ExpiryEvent {
    /** The item, and the change that the event goes back to. */
    ChangeId id();

    /** The item as it last was. */
    Item image();

    /** When the TTL attribute said that the item should go; empty where that is not known. */
    Optional<Instant> due();

    /** When it happened. */
    Instant at();

    /** When it was written down: the event's place among all others. */
    Instant recordedAt();

    Kind kind();

    /** How long after it was due the item was deleted; empty where it is not deleted, or it is not known when it was due. */
    default Optional<Duration> lateness() {
        return Optional.empty();
    }

    /** What happened. */
    enum Kind {
        /** DynamoDB deleted the item. */
        DELETED,
        /** The second has come in which the item should go; DynamoDB deletes it later, often by hours. */
        DUE;

        /** For people and scripts. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The event of a TTL delete. */
    static Deleted of(Change.Expired change, Instant recordedAt) {
        return new Deleted(change.id(), change.oldImage(), change.expiry(), change.changedAt(), recordedAt);
    }

    /**
     * DynamoDB deleted an item because its time to live was over.
     *
     * @param id the deletion
     * @param at the stream's time of the deletion
     */
    record Deleted(ChangeId id, Item image, Expiry expiry, Instant at, Instant recordedAt) implements ExpiryEvent {
        @Override
        public Optional<Instant> due() {
            return expiry.due();
        }

        @Override
        public Kind kind() {
            return Kind.DELETED;
        }

        @Override
        public Optional<Duration> lateness() {
            return due().map(due -> Duration.between(due, at));
        }
    }

    /**
     * An item is due. DynamoDB has not deleted it yet.
     *
     * @param id the change that gave the item this time to live
     * @param at the second in which the item is due
     */
    record Due(ChangeId id, Item image, Instant at, Instant recordedAt) implements ExpiryEvent {
        @Override
        public Optional<Instant> due() {
            return Optional.of(at);
        }

        @Override
        public Kind kind() {
            return Kind.DUE;
        }
    }
}
