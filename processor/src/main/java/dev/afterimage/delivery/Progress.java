package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.ledger.Cursor;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a sink has come. Immutable.
 *
 * @param cursor behind the last event that was delivered or skipped
 * @param recordedAt when that event was recorded; empty before the first
 * @param deliveredAt when an event was last delivered; empty before the first
 * @param trouble what keeps it from going on; empty where nothing does
 */
public record Progress(
        Cursor cursor,
        Optional<Instant> recordedAt,
        long delivered,
        long skipped,
        Optional<Instant> deliveredAt,
        Optional<Trouble> trouble) {
    /** That of a sink that begins behind this place. */
    public static Progress from(Cursor cursor) {
        return new Progress(cursor, Optional.empty(), 0, 0, Optional.empty(), Optional.empty());
    }

    Progress delivered(ExpiryEvent event, Instant at) {
        return behind(event, delivered + 1, skipped, Optional.of(at));
    }

    Progress skipped(ExpiryEvent event) {
        return behind(event, delivered, skipped + 1, deliveredAt);
    }

    Progress with(Optional<Trouble> other) {
        return new Progress(cursor, recordedAt, delivered, skipped, deliveredAt, other);
    }

    private Progress behind(ExpiryEvent event, long delivered, long skipped, Optional<Instant> deliveredAt) {
        return new Progress(
                ExpiryRows.cursor(event),
                Optional.of(event.recordedAt()),
                delivered,
                skipped,
                deliveredAt,
                Optional.empty());
    }
}
