package dev.afterimage.simulation;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
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
final class AuditInMemory implements AuditLog {
    private final List<Item> rows;

    AuditInMemory(List<Item> rows) {
        this.rows = rows.stream()
                .sorted(Comparator.comparing((Item row) -> text(row, AuditRows.ITEM))
                        .thenComparing(row -> text(row, AuditRows.SEQUENCE)))
                .toList();
    }

    @Override
    public Iterator<AuditRecord> records() {
        return read(rows);
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return read(rows.stream()
                .filter(row -> text(row, AuditRows.ITEM).equals(item))
                .toList());
    }

    /** Every entry. */
    List<AuditEntry> entries() {
        List<AuditEntry> entries = new ArrayList<>();
        records().forEachRemaining(record -> {
            switch (record) {
                case AuditRecord.Whole whole -> entries.add(whole.entry());
                case AuditRecord.Damaged damaged -> throw new AssertionError(damaged.reason());
            }
        });
        return entries;
    }

    /** Every note. */
    List<AuditNote> notes() {
        return rows.stream()
                .filter(AuditRows::isNote)
                .map(row -> NoteRows.decode(List.of(row)))
                .toList();
    }

    private static Iterator<AuditRecord> read(List<Item> rows) {
        List<AuditRecord> records = new ArrayList<>();
        new Entries(
                        rows.stream().filter(row -> !AuditRows.isNote(row)).iterator(),
                        row -> text(row, AuditRows.ITEM) + "@" + AuditRows.FOLDING.entryOf(row))
                .forEachRemaining(entry -> records.add(AuditRecord.of(entry)));
        return records.iterator();
    }

    private static String text(Item row, String attribute) {
        return row.string(attribute).orElse("");
    }

    @Override
    public Page<AuditEntry> ofItem(TableName table, ItemKey key, TimeRange range, PageRequest page) {
        throw new UnsupportedOperationException();
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
