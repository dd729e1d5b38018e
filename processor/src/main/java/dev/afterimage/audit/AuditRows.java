package dev.afterimage.audit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** How an audit entry is laid out in the audit table. Pure and thread-safe. */
public final class AuditRows {
    /** The audit table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableDefinition.of(
                    "audit",
                    KeySchema.of(KeyAttribute.string("item"), KeyAttribute.string("sequence")),
                    IndexDefinition.global(
                            "by_table_and_time",
                            KeySchema.of(KeyAttribute.string("table_day"), KeyAttribute.string("at")),
                            ProjectionType.KEYS_ONLY))
            .withTimeToLive("expires_at");

    /** The rows of an entry: its head, and what did not fit into it. */
    public List<Write> encode(AuditEntry entry) {
        ChangeId id = entry.change().id();
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("operation", AttributeValue.fromS(entry.operation().name()));
        attributes.put(
                "changed_at", AttributeValue.fromS(entry.change().changedAt().toString()));
        attributes.put("recorded_at", AttributeValue.fromS(entry.recordedAt().toString()));
        attributes.put("table_day", AttributeValue.fromS(id.table() + "#" + day(entry.change())));
        attributes.put(
                "at",
                AttributeValue.fromS(
                        entry.change().changedAt() + "#" + id.sequence().padded()));
        entry.change().before().ifPresent(image -> attributes.put("old", AttributeValue.fromM(image.attributes())));
        entry.change().after().ifPresent(image -> attributes.put("new", AttributeValue.fromM(image.attributes())));
        return List.of(Write.put(row(id), attributes));
    }

    static RowKey row(ChangeId id) {
        return new RowKey(
                TABLE.name(),
                ItemKey.of(
                        "item",
                        item(id.table(), id.key()),
                        "sequence",
                        id.sequence().padded()));
    }

    static String item(TableName table, ItemKey key) {
        return table + "#" + key.canonical();
    }

    private static String day(Change change) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(change.changedAt().atOffset(ZoneOffset.UTC));
    }
}
