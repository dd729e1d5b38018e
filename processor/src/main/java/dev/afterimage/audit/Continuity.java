package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks records one by one, each item's in their order: the old image of an entry is the new image of the one before.
 * The first entry of an item may have an old image, since the item may be older than the log. For one thread.
 *
 * <p>What has lapsed counts as gone, since DynamoDB deletes lapsed rows in no particular order. Where a gap of the table
 * was found between two entries, changes between them are known to be missing.
 */
final class Continuity {
    /** Workers' clocks differ by less. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Instant now;
    private final Function<TableName, List<Gap>> gaps;
    private long atGaps;
    private String item = "";
    private Optional<AuditRecord.Whole> last = Optional.empty();

    Continuity(Instant now, Function<TableName, List<Gap>> gaps) {
        this.now = now;
        this.gaps = gaps;
    }

    /** How many entries so far did not go on where the one before ended, since a gap is between them. */
    long atGaps() {
        return atGaps;
    }

    /** What is wrong with the next record, seen after those before it. */
    Optional<AuditBreak> next(AuditRecord record) {
        if (!record.item().equals(item)) {
            item = record.item();
            last = Optional.empty();
        }
        if (lapsed(record)) {
            last = Optional.empty();
            return Optional.empty();
        }
        return switch (record) {
            case AuditRecord.Damaged damaged -> Optional.of(broken(damaged, damaged.reason()));
            case AuditRecord.Whole whole -> {
                Optional<AuditBreak> found = check(whole);
                last = Optional.of(whole);
                yield found;
            }
        };
    }

    private Optional<AuditBreak> check(AuditRecord.Whole next) {
        if (last.isEmpty()) {
            return Optional.empty();
        }
        AuditRecord.Whole before = last.get();
        if (next.sequence().compareTo(before.sequence()) <= 0) {
            return Optional.of(broken(next, "it stands after an entry of a later change"));
        }
        if (next.entry().operation() == Operation.LOAD) {
            return Optional.empty();
        }
        Optional<Item> left = before.entry().change().after();
        Optional<Item> found = next.entry().change().before();
        if (left.equals(found)) {
            return Optional.empty();
        }
        if (gapBetween(before.entry(), next.entry())) {
            atGaps++;
            return Optional.empty();
        }
        return Optional.of(broken(next, difference(left, found)));
    }

    private boolean gapBetween(AuditEntry before, AuditEntry next) {
        Instant first = before.recordedAt().minus(CLOCKS);
        Instant last = next.recordedAt().plus(CLOCKS);
        return gaps.apply(next.change().table()).stream()
                .map(Gap::found)
                .anyMatch(found -> !found.isBefore(first) && !found.isAfter(last));
    }

    private static String difference(Optional<Item> left, Optional<Item> found) {
        if (left.isEmpty()) {
            return "it changes an item that the entry before removed";
        }
        if (found.isEmpty()) {
            return "it inserts an item that the entry before left in place";
        }
        Set<String> names = left.get().differences(found.get());
        return "its old image is not the new image of the entry before: they differ in " + String.join(", ", names);
    }

    private boolean lapsed(AuditRecord record) {
        return record.expiresAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    private AuditBreak broken(AuditRecord record, String reason) {
        return new AuditBreak(item, last.map(AuditRecord.Whole::sequence).orElse(""), record.sequence(), reason);
    }
}
