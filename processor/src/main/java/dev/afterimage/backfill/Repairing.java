package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.Gap;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be known before a table is repaired. */
record Repairing(Positions positions, AuditLog audit, boolean retained) {
    /** Workers' clocks differ by less. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** Why it cannot be; empty where it can. */
    Optional<String> impossible(TableName table, ScanSettings settings) {
        if (retained) {
            return Optional.of("audit entries are not kept for ever: so nothing tells what projections were shown of an"
                    + " item whose last entry is gone. Derive the tables anew");
        }
        if (!settings.consistent()) {
            return Optional.of(
                    "a repair reads strongly consistent: what was overwritten would take back what is right");
        }
        return lanes(table).anyMatch(Lateness::hasApplied) || !audit.gaps(table).isEmpty()
                ? Optional.empty()
                : Optional.of("no change of " + table + " was ever applied, so there is nothing to repair:"
                        + " 'afterimage backfill start " + table + "' loads what is there");
    }

    /** From when on something may be missing between two entries of an item: always, where no gap is known. */
    Instant since(TableName table) {
        return audit.gaps(table).stream()
                .filter(gap -> gap.repaired().isEmpty())
                .map(Gap::found)
                .min(Comparator.naturalOrder())
                .map(first -> first.minus(CLOCKS))
                .orElse(Instant.EPOCH);
    }

    /** Why reading cannot begin yet: the rest of a change that was begun before cannot be kept apart from a repair. */
    Optional<String> begun(TableName table) {
        return lanes(table)
                .filter(position -> position.split().isPresent())
                .findFirst()
                .map(position -> "a change of " + table + " is being applied in parts by lane "
                        + position.lane().shard());
    }

    private Stream<Position> lanes(TableName table) {
        return positions.all().stream()
                .filter(position -> position.lane().table().equals(table))
                .filter(position -> !position.lane().isInternal());
    }
}
