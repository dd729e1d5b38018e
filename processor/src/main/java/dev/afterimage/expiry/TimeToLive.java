package dev.afterimage.expiry;

import dev.afterimage.item.Item;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When an item is due, as DynamoDB's TTL sees it (Developer Guide, "Using time to live"): its attribute must be a number, of
 * seconds since 1970; what has been due for more than five years is taken for a mistake, and stays. A number of milliseconds
 * is a time that nobody will live to see: so is any after the year 9999.
 */
public final class TimeToLive {
    private static final Period TOO_OLD = Period.ofYears(5);
    private static final Instant NEVER = Instant.parse("+10000-01-01T00:00:00Z");

    private TimeToLive() {}

    /**
     * The second in which the item is due; empty where DynamoDB leaves it alone.
     *
     * @param attribute the table's TTL attribute
     * @param now when one looks at it
     */
    public static Optional<Instant> of(Item item, String attribute, Instant now) {
        Instant oldest = now.atOffset(ZoneOffset.UTC).minus(TOO_OLD).toInstant();
        return item.epochSeconds(attribute).filter(due -> due.isBefore(NEVER)).filter(due -> !due.isBefore(oldest));
    }
}
