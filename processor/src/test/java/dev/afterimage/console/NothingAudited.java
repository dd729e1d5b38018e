package dev.afterimage.console;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An audit log without an entry. */
final class NothingAudited implements AuditLog {
    @Override
    public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
        return new Page<>(List.of(), Optional.empty(), false);
    }

    @Override
    public Iterator<AuditRecord> records() {
        return Collections.emptyIterator();
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return Collections.emptyIterator();
    }

    @Override
    public Optional<AuditEntry> entry(ChangeId id) {
        return Optional.empty();
    }

    @Override
    public List<AuditNote> notes(TableName table, ItemKey key) {
        return List.of();
    }

    @Override
    public List<Gap> gaps(TableName table) {
        return List.of();
    }
}
