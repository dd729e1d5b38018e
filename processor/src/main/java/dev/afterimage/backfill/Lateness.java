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

    /** Streams keep a change for a day, so nothing older is applied any more; the rest is for clocks. */
    private static final Duration STREAMED = Duration.ofDays(2);

    /** What the past of a table says. */
    sealed interface Verdict {
        /** No change of it was ever applied. */
        record Fresh() implements Verdict {}

        /** All that was applied was of items that were followed from their first change on. */
        record Followed() implements Verdict {}

        record TooLate(String reason) implements Verdict {}
    }

    /** By all that was ever applied. */
    Verdict of(TableName table, Instant now) {
        boolean anyEntry = audit.records().hasNext();
        return verdict(table, now, anyEntry ? Optional.of(now.minus(FAR_BACK)) : Optional.empty());
    }

    /** By what was applied since all was looked at; that took a while, and this does not. */
    Verdict since(Instant looked, TableName table, Instant now) {
        return verdict(table, now, Optional.of(looked.minus(STREAMED)));
    }

    private Verdict verdict(TableName table, Instant now, Optional<Instant> from) {
        boolean applied = positions.all().stream()
                .filter(position -> position.lane().table().equals(table)
                        && !position.lane().isInternal())
                .anyMatch(Lateness::hasApplied);
        Look look = from.map(first -> look(table, new TimeRange(first, now.plus(Duration.ofDays(1)))))
                .orElseGet(() -> new Look(false, Optional.empty()));
        if (look.older().isPresent()) {
            return new Verdict.TooLate(look.older().get());
        }
        boolean followed = applied || look.audited();
        if (retained && followed) {
            return new Verdict.TooLate(
                    "changes of " + table + " were applied before, and audit entries are not kept for"
                            + " ever: so it cannot be told which of its items were followed from their first change on");
        }
        return followed ? new Verdict.Followed() : new Verdict.Fresh();
    }

    /**
     * What the log says.
     *
     * @param older why an item that was there before is not as it should be; empty where there is none
     */
    private record Look(boolean audited, Optional<String> older) {}

    private Look look(TableName table, TimeRange range) {
        PageRequest request = PageRequest.oldest(PAGE);
        Set<ItemKey> seen = new HashSet<>();
        boolean audited = false;
        Page<AuditSummary> page;
        do {
            page = audit.ofTable(table, range, request);
            audited |= !page.entries().isEmpty();
            Optional<String> older = firstOlder(table, page.entries(), seen);
            if (older.isPresent()) {
                return new Look(true, older);
            }
            request = page.end().map(request::after).orElse(request);
        } while (page.more());
        return new Look(audited, Optional.empty());
    }

    static boolean hasApplied(Position position) {
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
