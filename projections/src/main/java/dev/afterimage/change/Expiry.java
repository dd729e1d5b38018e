package dev.afterimage.change;

import java.time.Instant;
import java.util.Optional;

/**
 * How an item lapsed.
 *
 * @param origin how the expiry was told from a user's delete
 * @param due when the item's TTL attribute said that it should go; empty where the source names no TTL attribute
 */
public record Expiry(Origin origin, Optional<Instant> due) {
    /** How an expiry was told from a user's delete. */
    public enum Origin {
        /** The record names DynamoDB's TTL service as the one who deleted (Developer Guide, "DynamoDB Streams and TTL"). */
        SERVICE,
        /** The delete was replicated from another region, so it names nobody; the old image was due. */
        REPLICATED,
        /** DynamoDB Local's own way of reporting a TTL delete; only where the embedded dialect is configured. */
        EMBEDDED
    }
}
