package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The tables that the program keeps for itself, by their names before the prefix. */
public final class OwnTables {
    private static final List<TableDefinition> ALL =
            List.of(PositionRows.TABLE, AuditRows.TABLE, ExpiryRows.TABLE, ParkedRows.TABLE);
    private static final Set<TableName> NAMES =
            ALL.stream().map(TableDefinition::name).collect(Collectors.toUnmodifiableSet());

    private OwnTables() {}

    /** Positions, audit log, expirations and parked changes. */
    public static List<TableDefinition> all() {
        return ALL;
    }

    static boolean owns(TableName name) {
        return NAMES.contains(name);
    }

    /**
     * The table in which KCL keeps the leases of a source table's shards. KCL would create it, too, but would add the
     * index to the finished table, which takes minutes.
     */
    public static TableDefinition leases(TableName physical) {
        return TableDefinition.of(
                physical.value(),
                KeySchema.of(KeyAttribute.string("leaseKey")),
                IndexDefinition.global(
                        "LeaseOwnerToLeaseKeyIndex",
                        KeySchema.of(KeyAttribute.string("leaseOwner"), KeyAttribute.string("leaseKey")),
                        ProjectionType.KEYS_ONLY));
    }
}
