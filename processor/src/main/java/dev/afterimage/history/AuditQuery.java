package dev.afterimage.history;

import dev.afterimage.item.TableName;
import dev.afterimage.ledger.TimeRange;
import java.util.List;

/**
 * Which entries to look for.
 *
 * @param tables of which tables; at least one
 */
public record AuditQuery(List<TableName> tables, TimeRange range, AuditFilter filter) {
    public AuditQuery {
        tables = tables.stream().distinct().sorted().toList();
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("a search is for the entries of at least one table");
        }
    }
}
