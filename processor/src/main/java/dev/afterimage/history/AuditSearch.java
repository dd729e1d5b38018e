package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.RowLink;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.projection.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * Looks for entries of the audit log, at a cost that does not grow with the log: by queries alone, and each page within a
 * {@link ReadBudget}. What has lapsed is not found. Thread-safe.
 */
public interface AuditSearch {
    /**
     * The entries of some tables in the order of time, merged. An entry shows here up to a second after its commit.
     *
     * @throws IllegalArgumentException where the page's cursor is not one of this search's
     */
    SearchPage<AuditSummary> byTime(AuditQuery query, PageRequest page);

    /**
     * The entries of an item in the order of its changes, damaged ones among them; strongly consistent.
     *
     * @throws IllegalArgumentException where the page's cursor is not one of this search's
     */
    SearchPage<AuditRecord> ofItem(TableName table, ItemKey key, Span span, AuditFilter filter, PageRequest page);

    /**
     * The changes that wrote a derived row, in the order of their times; strongly consistent. Of the time in which links were
     * kept, these are all, and no other.
     *
     * @throws IllegalArgumentException where the page's cursor is not one of this search's
     */
    SearchPage<RowLink> ofRow(RowKey row, PageRequest page);

    /** The item's last change up to one, which need not exist; of all where none is given. It may have lapsed. */
    Read<Optional<Stamp>> last(TableName table, ItemKey key, Optional<SequenceNumber> upTo);

    /** The item's first change after one, which need not exist; of all where none is given. It may have lapsed. */
    Read<Optional<Stamp>> first(TableName table, ItemKey key, Optional<SequenceNumber> after);

    /** One entry; empty where there is none. A {@link dev.afterimage.ledger.DamagedException} where it is damaged. */
    Read<Optional<AuditEntry>> entry(ChangeId id);

    /** What became of an item's changes, from one to another, after they were recorded; in the order of the changes. */
    Read<List<AuditNote>> notes(TableName table, ItemKey key, SequenceNumber first, SequenceNumber last);

    /** The last undos of an item, the newest first; a hundred at most. */
    Read<List<UndoNote>> undos(TableName table, ItemKey key);
}
