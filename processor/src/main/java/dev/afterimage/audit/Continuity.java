package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.item.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Checks records one by one, each item's in their order: the old image of an entry is the new image of the one before.
 * The first entry of an item may have an old image, since the item may be older than the log. For one thread.
 *
 * <p>What has lapsed counts as gone, since DynamoDB deletes lapsed rows in no particular order.
 */
final class Continuity {
    private final Instant now;
    private String item = "";
    private Optional<AuditRecord.Whole> last = Optional.empty();

    Continuity(Instant now) {
        this.now = now;
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
        return left.equals(found) ? Optional.empty() : Optional.of(broken(next, difference(left, found)));
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
