package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a link from a derived row to a change that wrote it is laid out in the audit table: in the row's own partition, by the
 * time of the change, and outside of the index. A row of less than 1 KB each, whose key is the same whenever the change is
 * projected. Pure and thread-safe.
 */
public final class LinkRows {
    /** What the sort keys begin with; where a source has the row's name and key, its entries and notes stand before and after. */
    public static final String PREFIX = "made#";

    private static final String CHANGE = "change";

    private LinkRows() {}

    static Write encode(Change change, RowKey derived, Optional<Instant> expiresAt) {
        ChangeId id = change.id();
        String changedAt = Timestamp.of(change.changedAt());
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", text(id.table().value()));
        row.put("key", AttributeValue.fromM(id.key().attributes()));
        row.put(CHANGE, text(id.sequence().padded()));
        row.put("changed_at", text(changedAt));
        row.put("operation", text(Operation.of(change).name()));
        expiresAt.ifPresent(
                at -> row.put(AuditRows.EXPIRES_AT, AttributeValue.fromN(Long.toString(at.getEpochSecond()))));
        String place = PREFIX + changedAt + "#" + id.sequence().padded() + "#" + ItemText.of(id.table(), id.key());
        ItemKey key = ItemKey.of(AuditRows.ITEM, partition(derived), AuditRows.SEQUENCE, place);
        return Write.put(new RowKey(AuditRows.TABLE.name(), key), row);
    }

    /** Where the links of a row stand. */
    public static String partition(RowKey derived) {
        return ItemText.of(derived.table(), derived.key());
    }

    /** Reads a link; a {@link dev.afterimage.ledger.DamagedException} where it is not what was written. */
    public static RowLink decode(Item row) {
        Fields fields = new Fields(row);
        return new RowLink(
                new ChangeId(fields.table("table"), fields.key("key"), fields.sequence(CHANGE)),
                fields.time("changed_at"),
                fields.parsed("operation", Operation::valueOf));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
