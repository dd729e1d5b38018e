package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;

/**
 * What tables are called in DynamoDB: own and derived ones have a prefix each, source tables are called what they are
 * called.
 */
public record TableNaming(String ownPrefix, String derivedPrefix) {
    /** Own tables begin with {@code afterimage_}, derived ones with nothing. */
    public static final TableNaming STANDARD = new TableNaming("afterimage_", "");

    /** The physical name of an own or derived table. */
    public TableName of(TableName logical) {
        return new TableName((OwnTables.owns(logical) ? ownPrefix : derivedPrefix) + logical);
    }

    /** An own or derived table under its physical name. */
    public TableDefinition of(TableDefinition logical) {
        return logical.named(of(logical.name()));
    }

    /** The table in which KCL keeps the leases of this source table. */
    public TableName leases(TableName source) {
        return new TableName(ownPrefix + "leases_" + source);
    }
}
