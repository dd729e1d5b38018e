package dev.afterimage.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Reads the audit log. It is written only by commits. Thread-safe.
 *
 * <p>An entry that is not as it was written is a {@link dev.afterimage.ledger.DamagedException}, but where records are
 * asked for.
 */
public interface AuditLog extends AuditNotes {
    /**
     * What the changes of a table were, in the order of time. An entry shows here up to a second after its commit. Of
     * changes in the same millisecond, and of those that different lanes have come to, the order is not that of commits.
     */
    Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page);

    /** One entry; empty where there is none. */
    Optional<AuditEntry> entry(ChangeId id);

    /** What was lost of a table's changes, in the order in which it was found; strongly consistent. */
    List<Gap> gaps(TableName table);

    /** Every record there is, item after item, each item's in their order; read on as it is iterated over. */
    Iterator<AuditRecord> records();

    /** An item's records, by the item's name in the log, in their order; strongly consistent. */
    Iterator<AuditRecord> recordsOf(String item);

    /** The same, the last first. */
    default Iterator<AuditRecord> newestFirst(String item) {
        Deque<AuditRecord> records = new ArrayDeque<>();
        recordsOf(item).forEachRemaining(records::addFirst);
        return records.iterator();
    }

    /** The same without those before a change. */
    default Iterator<AuditRecord> recordsOf(String item, SequenceNumber first) {
        String from = first.padded();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(recordsOf(item), 0), false)
                .filter(record -> record.sequence().compareTo(from) >= 0)
                .iterator();
    }
}
