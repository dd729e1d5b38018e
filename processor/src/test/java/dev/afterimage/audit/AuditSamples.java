package dev.afterimage.audit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Audit entries for tests. */
public final class AuditSamples {
    public static final TableName TABLE = new TableName("items");
    public static final Instant CHANGED = Instant.parse("2026-03-04T05:06:07Z");
    public static final Instant RECORDED = Instant.parse("2026-03-04T05:06:08.901Z");

    private AuditSamples() {}

    public static ChangeId id(long sequence, String list) {
        ItemKey key = ItemKey.of("list_id", list, "datetime", "D1");
        return new ChangeId(TABLE, key, SequenceNumber.of("%021d".formatted(sequence)));
    }

    /** An item of list L1 with these attributes besides its key. */
    public static Item item(ChangeId id, Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        for (Map.Entry<String, AttributeValue> key : id.key().attributes().entrySet()) {
            item = item.with(key.getKey(), key.getValue());
        }
        return item;
    }

    public static Item item(ChangeId id, String text) {
        return item(id, Map.of("description", AttributeValue.fromS(text)));
    }

    public static AuditEntry inserted(long sequence, String list, String text) {
        ChangeId id = id(sequence, list);
        return entry(new Change.Inserted(id, at(sequence), item(id, text)));
    }

    public static AuditEntry modified(long sequence, String list, String before, String after) {
        ChangeId id = id(sequence, list);
        return entry(new Change.Modified(id, at(sequence), item(id, before), item(id, after)));
    }

    public static AuditEntry removed(long sequence, String list, String before) {
        ChangeId id = id(sequence, list);
        return entry(new Change.Removed(id, at(sequence), item(id, before)));
    }

    public static AuditEntry expired(long sequence, String list, String before) {
        ChangeId id = id(sequence, list);
        Expiry expiry = new Expiry(Expiry.Origin.SERVICE, Optional.of(CHANGED.minusSeconds(60)));
        return entry(new Change.Expired(id, at(sequence), item(id, before), expiry));
    }

    public static AuditEntry loaded(long sequence, String list, String text) {
        ChangeId id = id(sequence, list);
        return entry(new Change.Loaded(id, at(sequence), item(id, text)));
    }

    /** What a repair wrote behind a change. */
    public static AuditEntry repaired(long sequence, String list, Optional<String> before, Optional<String> after) {
        ChangeId behind = id(sequence, list);
        ChangeId id =
                new ChangeId(behind.table(), behind.key(), behind.sequence().nextBetween());
        return entry(
                after.isEmpty()
                        ? new Change.Removed(id, at(sequence), item(id, before.orElseThrow()))
                        : before.isEmpty()
                                ? new Change.Inserted(id, at(sequence), item(id, after.get()))
                                : new Change.Modified(id, at(sequence), item(id, before.get()), item(id, after.get())));
    }

    public static AuditEntry entry(Change change) {
        return new AuditEntry(
                change,
                RECORDED,
                Optional.of("u1"),
                List.of(new RowKey(new TableName("list_summary"), ItemKey.of("id", "L/1&2"))));
    }

    /** As many seconds later as the sequence number says. */
    public static Instant at(long sequence) {
        return CHANGED.plus(Duration.ofSeconds(sequence));
    }

    /** An item as large as DynamoDB takes, of bytes that nothing compresses. */
    public static Item largest(ChangeId id, long seed) {
        Item bare = item(id, Map.of("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0]))));
        byte[] bytes = new byte[ItemSize.LIMIT - ItemSize.of(bare)];
        new Random(seed).nextBytes(bytes);
        return bare.with("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }

    /** The rows that writes put. */
    public static List<Item> rows(List<Write> writes) {
        return writes.stream().map(write -> ((Write.Put) write).item()).toList();
    }
}
