package dev.afterimage.simulation;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Entries;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The records and notes of an audit log whose rows are in memory; pages of it are for other tests. */
public final class AuditInMemory implements AuditLog {
    private final List<AuditRecord> records;
    private final List<AuditNote> notes;

    public AuditInMemory(List<Item> rows) {
        this.records = records(rows.stream()
                .filter(AuditRows::isEntry)
                .sorted(Comparator.comparing((Item row) -> text(row, AuditRows.ITEM))
                        .thenComparing(row -> text(row, AuditRows.SEQUENCE)))
                .iterator());
        this.notes = rows.stream()
                .filter(AuditRows::isNote)
                .map(row -> NoteRows.decode(List.of(row)))
                .toList();
    }

    @Override
    public List<Gap> gaps(TableName table) {
        return List.of();
    }

    @Override
    public Iterator<AuditRecord> records() {
        return records.iterator();
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return records.stream().filter(record -> record.item().equals(item)).iterator();
    }

    /** Every entry. */
    List<AuditEntry> entries() {
        return records.stream()
                .map(record -> switch (record) {
                    case AuditRecord.Whole whole -> whole.entry();
                    case AuditRecord.Damaged damaged -> throw new AssertionError(damaged.reason());
                })
                .toList();
    }

    /** Every note. */
    List<AuditNote> notes() {
        return notes;
    }

    private static List<AuditRecord> records(Iterator<Item> rows) {
        List<AuditRecord> records = new ArrayList<>();
        new Entries(rows, row -> text(row, AuditRows.ITEM) + "@" + AuditRows.FOLDING.entryOf(row))
                .forEachRemaining(entry -> records.add(AuditRecord.of(entry)));
        return records;
    }

    private static String text(Item row, String attribute) {
        return row.string(attribute).orElse("");
    }

    @Override
    public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AuditEntry> entry(ChangeId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditNote> notes(TableName table, ItemKey key) {
        throw new UnsupportedOperationException();
    }
}
