package dev.afterimage.audit;

import dev.afterimage.item.Item;
import dev.afterimage.ledger.DamagedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is found in the audit table where an entry is expected. */
public sealed interface AuditRecord {
    /** The item's name in the table. */
    String item();

    /** The entry's place in the item's order: its sequence number with 40 digits, if it is whole. */
    String sequence();

    /** When it lapses, after which DynamoDB deletes its rows one by one; empty where it is kept. */
    Optional<Instant> expiresAt();

    /** An entry as it was written. */
    record Whole(String item, String sequence, AuditEntry entry, Optional<Instant> expiresAt) implements AuditRecord {}

    /** An entry of which something is missing or was altered. */
    record Damaged(String item, String sequence, String reason, Optional<Instant> expiresAt) implements AuditRecord {}

    /** Reads an entry from all its rows. */
    static AuditRecord of(List<Item> rows) {
        Item some = rows.getFirst();
        String item = some.string(AuditRows.ITEM).orElse("");
        String sequence = AuditRows.FOLDING.entryOf(some);
        Optional<Instant> expiresAt = AuditRows.expiresAt(some);
        try {
            return new Whole(item, sequence, AuditRows.decode(rows), expiresAt);
        } catch (DamagedException damaged) {
            return new Damaged(item, sequence, String.valueOf(damaged.getMessage()), expiresAt);
        }
    }
}
