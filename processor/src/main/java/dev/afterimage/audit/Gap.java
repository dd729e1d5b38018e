package dev.afterimage.audit;

import dev.afterimage.item.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Changes of a table that its stream no longer held when they were to be read.
 *
 * @param detail which they were, as far as that can be told; the same for the same gap
 * @param found when it was found, to the millisecond
 * @param repaired when derived rows and log were brought in step with the table again; empty until then
 */
public record Gap(TableName table, String detail, Instant found, Optional<Instant> repaired) {
    public Gap {
        found = found.truncatedTo(ChronoUnit.MILLIS);
        repaired = repaired.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }

    public static Gap of(TableName table, String detail, Instant found) {
        return new Gap(table, detail, found, Optional.empty());
    }
}
