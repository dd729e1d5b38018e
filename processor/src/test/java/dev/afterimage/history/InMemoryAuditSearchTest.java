package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.UndoNote;

class InMemoryAuditSearchTest extends AuditSearchContract {
    private final InMemoryAuditSearch search = new InMemoryAuditSearch();

    @Override
    protected AuditSearch search() {
        return search;
    }

    @Override
    protected void write(AuditEntry... entries) {
        search.add(entries);
    }

    @Override
    protected void write(AuditNote note) {
        search.add(note);
    }

    @Override
    protected void write(UndoNote undo) {
        search.add(undo);
    }
}
