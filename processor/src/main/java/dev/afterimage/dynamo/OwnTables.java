package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that the program keeps for itself, by their names before the prefix. */
public final class OwnTables {
    private static final List<TableDefinition> ALL = TableFile.afterimage().own();
    private static final Set<TableName> NAMES =
            ALL.stream().map(TableDefinition::name).collect(Collectors.toUnmodifiableSet());

    private OwnTables() {}

    /** Positions, audit log, expirations with their feed, and parked changes. */
    public static List<TableDefinition> all() {
        return ALL;
    }

    static boolean owns(TableName name) {
        return NAMES.contains(name);
    }

    /** The table in which KCL keeps the leases of a source table's shards. */
    public static TableDefinition leases(TableName physical) {
        return TableFile.afterimage().leases().orElseThrow().named(physical);
    }
}
