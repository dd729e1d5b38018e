package dev.afterimage.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a change is laid out among a row's attributes, all but its sequence number. Pure and thread-safe. */
public final class ChangeRows {
    /** The attributes that may be large. */
    public static final Set<String> IMAGES = Set.of("old", "new");

    private ChangeRows() {}

    /** Adds the change to a row; its time is kept to the millisecond. */
    public static void encode(Change change, Map<String, AttributeValue> row) {
        ChangeId id = change.id();
        row.put("table", AttributeValue.fromS(id.table().value()));
        row.put("key", AttributeValue.fromM(id.key().attributes()));
        row.put("operation", AttributeValue.fromS(Operation.of(change).name()));
        row.put("changed_at", AttributeValue.fromS(Timestamp.of(change.changedAt())));
        if (change instanceof Change.Expired expired) {
            encode(expired.expiry(), row);
        }
        change.before().ifPresent(image -> row.put("old", AttributeValue.fromM(image.attributes())));
        change.after().ifPresent(image -> row.put("new", AttributeValue.fromM(image.attributes())));
    }

    private static void encode(Expiry expiry, Map<String, AttributeValue> row) {
        row.put("expiry", AttributeValue.fromS(expiry.origin().name()));
        expiry.due().ifPresent(due -> row.put("due", AttributeValue.fromS(due.toString())));
    }

    /**
     * Reads what {@link #encode} wrote; a {@link dev.afterimage.ledger.DamagedException} where it is not that.
     *
     * @param sequence the attribute that holds the change's sequence number
     */
    public static Change decode(Item row, String sequence) {
        Fields fields = new Fields(row);
        ChangeId id = new ChangeId(fields.table("table"), fields.key("key"), fields.sequence(sequence));
        Instant at = fields.time("changed_at");
        return switch (operation(fields)) {
            case INSERT -> new Change.Inserted(id, at, fields.image("new"));
            case MODIFY -> new Change.Modified(id, at, fields.image("old"), fields.image("new"));
            case REMOVE -> new Change.Removed(id, at, fields.image("old"));
            case EXPIRE -> new Change.Expired(id, at, fields.image("old"), expiry(fields));
            case LOAD -> new Change.Loaded(id, at, fields.image("new"));
            case REPAIR -> repair(row, fields, id, at);
        };
    }

    private static Change repair(Item row, Fields fields, ChangeId id, Instant at) {
        if (!row.has("new")) {
            return new Change.Removed(id, at, fields.image("old"));
        }
        return row.has("old")
                ? new Change.Modified(id, at, fields.image("old"), fields.image("new"))
                : new Change.Inserted(id, at, fields.image("new"));
    }

    static Operation operation(Fields fields) {
        return fields.parsed("operation", Operation::valueOf);
    }

    private static Expiry expiry(Fields fields) {
        return new Expiry(fields.parsed("expiry", Expiry.Origin::valueOf), fields.optionalTime("due"));
    }
}
