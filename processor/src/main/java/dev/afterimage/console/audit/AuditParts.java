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
 * @param derived the tables that projections write
 */
public record AuditParts(
        AuditSearch search,
        Function<TableName, Optional<KeySchema>> keys,
        List<TableName> tables,
        boolean undo,
        DerivedRows derived) {
    /** Where nothing is derived. */
    public AuditParts(
            AuditSearch search, Function<TableName, Optional<KeySchema>> keys, List<TableName> tables, boolean undo) {
        this(search, keys, tables, undo, new DerivedRows(table -> Optional.empty(), false));
    }

    /**
     * What is known of derived rows.
     *
     * @param keys the key of a derived table; empty where there is no such table
     * @param links whether rows lead to the changes that write them
     */
    public record DerivedRows(Function<TableName, Optional<KeySchema>> keys, boolean links) {}

    public AuditParts {
        tables = List.copyOf(tables);
    }
}
