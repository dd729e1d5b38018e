package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;

/**
 * Which worker it is, and with whom it shares the work: with all that use the same lease tables.
 *
 * @param workerId its own name. No two that live may have the same; one that stays the same over restarts lets a worker
 *     have its shards back at once
 * @param leaseTablePrefix what stands before a source table's name in that of its lease table
 */
public record WorkerIdentity(String workerId, String leaseTablePrefix) {
    /** The table that holds the leases of a source table's shards. */
    public TableName leaseTable(TableName source) {
        return new TableName(leaseTablePrefix + source);
    }
}
