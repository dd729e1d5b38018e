package dev.afterimage.simulation;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The audit log as it is now. */
record AuditOfTables(InMemoryCommitter tables) implements AuditLog {
    private AuditInMemory now() {
        return new AuditInMemory(tables.rows(AuditRows.TABLE.name()));
    }

    @Override
    public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
        List<AuditSummary> entries = tables.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isEntry)
                .filter(row -> row.has(AuditRows.PLACE))
                .map(AuditRows::decodeSummary)
                .filter(summary -> summary.id().table().equals(table))
                .toList();
        return new Page<>(entries, Optional.empty(), false);
    }

    @Override
    public Optional<AuditEntry> entry(ChangeId id) {
        return now().entries().stream()
                .filter(entry -> entry.change().id().equals(id))
                .findFirst();
    }

    @Override
    public List<Gap> gaps(TableName table) {
        return tables.rows(AuditRows.TABLE.name()).stream()
                .filter(row -> row.string(AuditRows.SEQUENCE).orElse("").startsWith(GapRows.PREFIX))
                .map(GapRows::decode)
                .filter(gap -> gap.table().equals(table))
                .toList();
    }

    @Override
    public Iterator<AuditRecord> records() {
        return now().records();
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return now().recordsOf(item);
    }

    @Override
    public List<AuditNote> notes(TableName table, ItemKey key) {
        return List.of();
    }
}
