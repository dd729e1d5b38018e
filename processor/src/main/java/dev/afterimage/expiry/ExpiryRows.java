package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How an expiry event is laid out in the expirations table. Pure and thread-safe. */
public final class ExpiryRows {
    /** The expirations table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableDefinition.of(
            "expirations", KeySchema.of(KeyAttribute.string("day"), KeyAttribute.string("deleted_at")));

    public Write encode(ExpiryEvent event) {
        ChangeId id = event.id();
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("table", AttributeValue.fromS(id.table().value()));
        attributes.put("key", AttributeValue.fromM(id.key().attributes()));
        attributes.put("origin", AttributeValue.fromS(event.expiry().origin().name()));
        attributes.put("image", AttributeValue.fromM(event.lastImage().attributes()));
        event.expiry().due().ifPresent(due -> attributes.put("due", AttributeValue.fromS(due.toString())));
        String day = DateTimeFormatter.ISO_LOCAL_DATE.format(event.deleted().atOffset(ZoneOffset.UTC));
        ItemKey key = ItemKey.of(
                "day", day, "deleted_at", event.deleted() + "#" + id.sequence().padded());
        return Write.put(new RowKey(TABLE.name(), key), attributes);
    }
}
