package dev.afterimage.backfill;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a table was followed before its backfill is opened. Items that were followed from their first change on are right
 * as they are. One that was there before and was changed is not: projections have seen the change, and never what it was
 * before, and no reading of the table tells them that any more.
 */
record Lateness(Positions positions, AuditLog audit, boolean retained) {
    private static final int PAGE = 1_000;

    /** The log is read by days, so each day back costs a look. */
    private static final Duration FAR_BACK = Duration.ofDays(366);

    /** What the past of a table says. */
    sealed interface Verdict {
        /** No change of it was ever applied. */
        record Fresh() implements Verdict {}

        /** All that was applied was of items that were followed from their first change on. */
        record Followed() implements Verdict {}

        record TooLate(String reason) implements Verdict {}
    }

    Verdict of(TableName table, Instant now) {
        boolean applied = positions.all().stream()
                .filter(position -> position.lane().table().equals(table)
                        && !position.lane().isInternal())
                .anyMatch(Lateness::hasApplied);
        PageRequest request = PageRequest.oldest(PAGE);
        TimeRange always = new TimeRange(now.minus(FAR_BACK), now.plus(Duration.ofDays(1)));
        Set<ItemKey> seen = new HashSet<>();
        boolean audited = false;
        Page<AuditSummary> page;
        do {
            page = audit.ofTable(table, always, request);
            audited |= !page.entries().isEmpty();
            Optional<String> broken = firstOlder(table, page.entries(), seen);
            if (broken.isPresent()) {
                return new Verdict.TooLate(broken.get());
            }
            request = page.end().map(request::after).orElse(request);
        } while (page.more());
        if (retained && (applied || audited)) {
            return new Verdict.TooLate(
                    "changes of " + table + " were applied before, and audit entries are not kept for"
                            + " ever: so it cannot be told which of its items were followed from their first change on");
        }
        return applied || audited ? new Verdict.Followed() : new Verdict.Fresh();
    }

    private static boolean hasApplied(Position position) {
        return position.applied() > 0
                || position.sequence().isPresent()
                || position.split().isPresent();
    }

    private Optional<String> firstOlder(TableName table, List<AuditSummary> entries, Set<ItemKey> seen) {
        return entries.stream()
                .filter(entry ->
                        hasOldImage(entry.operation()) && seen.add(entry.id().key()))
                .filter(entry -> isOlder(table, entry.id().key()))
                .findFirst()
                .map(entry -> entry.id().item() + " was there before its table was followed, and changed since (change "
                        + entry.id().sequence()
                        + "): projections were shown that change and not what the item was before."
                        + " Derive the tables anew, and start the backfill before the first worker");
    }

    private static boolean hasOldImage(Operation operation) {
        return switch (operation) {
            case MODIFY, REMOVE, EXPIRE, REPAIR -> true;
            case INSERT, LOAD -> false;
        };
    }

    private boolean isOlder(TableName table, ItemKey key) {
        Iterator<AuditRecord> records = audit.recordsOf(ItemText.of(table, key));
        return records.hasNext()
                && records.next() instanceof AuditRecord.Whole whole
                && whole.entry().change().before().isPresent();
    }
}
