package dev.afterimage.console.audit;

import dev.afterimage.history.AuditSearch;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the pages of the audit log ask.
 *
 * @param keys the key of a source table; empty where there is no such table
 * @param tables the tables that are followed
 * @param undo whether items may be put back
 */
public record AuditParts(
        AuditSearch search, Function<TableName, Optional<KeySchema>> keys, List<TableName> tables, boolean undo) {
    public AuditParts {
        tables = List.copyOf(tables);
    }
}
