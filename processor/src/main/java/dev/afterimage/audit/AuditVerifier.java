package dev.afterimage.audit;

import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the audit log prove itself: for each item, the old image of an entry equals the new image of the one before. It
 * finds entries that are missing between others, altered or damaged; not that the last entries of an item, or all of
 * them, are missing. Thread-safe.
 */
public final class AuditVerifier {
    private final AuditLog log;

    public AuditVerifier(AuditLog log) {
        this.log = log;
    }

    /**
     * What came of it.
     *
     * @param entries how many entries were read
     * @param items of how many items
     * @param atGaps how many of them do not go on where the one before ended, since a gap of their table is between them
     * @param firstBreak the first contradiction, after which nothing was read; empty where the log is continuous
     */
    public record Report(long entries, long items, long atGaps, Optional<AuditBreak> firstBreak) {
        public boolean continuous() {
            return firstBreak.isEmpty();
        }
    }

    /**
     * Reads the log up to the first break.
     *
     * @param now entries that have lapsed by then count as gone
     */
    public Report verify(Instant now) {
        Map<TableName, List<Gap>> gaps = new HashMap<>();
        Continuity continuity = new Continuity(now, table -> gaps.computeIfAbsent(table, log::gaps));
        Iterator<AuditRecord> records = log.records();
        long entries = 0;
        long items = 0;
        String item = "";
        while (records.hasNext()) {
            AuditRecord record = records.next();
            entries++;
            items += record.item().equals(item) ? 0 : 1;
            item = record.item();
            if (continuity.next(record).isPresent()) {
                Optional<AuditBreak> confirmed = verifyItem(item, now);
                if (confirmed.isPresent()) {
                    return new Report(entries, items, continuity.atGaps(), confirmed);
                }
            }
        }
        return new Report(entries, items, continuity.atGaps(), Optional.empty());
    }

    /**
     * The first break among an item's entries. A break that is seen while reading everything is looked at again here: the
     * log is read while it is written, and only an item's own entries are promised to come in their order.
     */
    private Optional<AuditBreak> verifyItem(String item, Instant now) {
        Continuity continuity = new Continuity(now, log::gaps);
        Iterator<AuditRecord> records = log.recordsOf(item);
        while (records.hasNext()) {
            Optional<AuditBreak> found = continuity.next(records.next());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
