package dev.afterimage.inspection;

import dev.afterimage.audit.RowLink;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.projection.RowKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which changes led to a row that stands in several tables, such as those of two versions of a projection. It knows those that
 * were applied while links were kept. Thread-safe.
 */
public record RowChanges(AuditSearch log) {
    /** The last changes that wrote any of these rows, the newest first; each once. */
    public List<RowLink> newest(Collection<RowKey> rows, int limit) {
        return rows.stream()
                .flatMap(row -> log.ofRow(row, PageRequest.newest(limit)).entries().stream())
                .distinct()
                .sorted(Comparator.comparing(RowLink::changedAt)
                        .thenComparing(link -> link.id().sequence())
                        .reversed())
                .limit(limit)
                .toList();
    }
}
