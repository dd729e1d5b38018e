package dev.afterimage.change;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of one item, with what the item was before and what it was after. Immutable.
 *
 * <p>{@code changedAt} is the stream's own time of the change, which DynamoDB gives to the second.
 */
public sealed interface Change {
    ChangeId id();

    Instant changedAt();

    /** The item before the change; empty where it did not exist. */
    Optional<Item> before();

    /** The item after the change; empty where it no longer exists. */
    Optional<Item> after();

    default TableName table() {
        return id().table();
    }

    default ItemKey key() {
        return id().key();
    }

    default SequenceNumber sequence() {
        return id().sequence();
    }

    /** A new item. */
    record Inserted(ChangeId id, Instant changedAt, Item newImage) implements Change {
        @Override
        public Optional<Item> before() {
            return Optional.empty();
        }

        @Override
        public Optional<Item> after() {
            return Optional.of(newImage);
        }
    }

    /** An item that was there and is now another. */
    record Modified(ChangeId id, Instant changedAt, Item oldImage, Item newImage) implements Change {
        @Override
        public Optional<Item> before() {
            return Optional.of(oldImage);
        }

        @Override
        public Optional<Item> after() {
            return Optional.of(newImage);
        }
    }

    /** An item that somebody deleted. */
    record Removed(ChangeId id, Instant changedAt, Item oldImage) implements Change {
        @Override
        public Optional<Item> before() {
            return Optional.of(oldImage);
        }

        @Override
        public Optional<Item> after() {
            return Optional.empty();
        }
    }

    /** An item that DynamoDB deleted because its time to live was over; nobody else did. */
    record Expired(ChangeId id, Instant changedAt, Item oldImage, Expiry expiry) implements Change {
        @Override
        public Optional<Item> before() {
            return Optional.of(oldImage);
        }

        @Override
        public Optional<Item> after() {
            return Optional.empty();
        }
    }

    /** An item that was there before its stream: not a change of the table, but its baseline. */
    record Loaded(ChangeId id, Instant changedAt, Item newImage) implements Change {
        @Override
        public Optional<Item> before() {
            return Optional.empty();
        }

        @Override
        public Optional<Item> after() {
            return Optional.of(newImage);
        }
    }
}
