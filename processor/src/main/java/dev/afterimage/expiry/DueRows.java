package dev.afterimage.expiry;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is due when, in the feed's table: a row for each item that has a time to live, in one of several queues by its key,
 * which stands in the order of the seconds in which items are due. It says no more than the item's key, so a change that
 * leaves the time to live alone writes nothing. Pure and thread-safe.
 */
public final class DueRows {
    /** Into how many queues items are divided: each takes 500 of them a second. It may grow but never shrink. */
    public static final int QUEUES = 16;

    /** For tables of which nothing is told on time. */
    public static final DueRows NONE = new DueRows(Map.of());

    private static final String SEQUENCE = "sequence";
    private static final String AFTER = "~";

    private final Map<TableName, String> attributes;

    /**
     * A layout.
     *
     * @param attributes for each table of which it is told what is due, its TTL attribute
     */
    public DueRows(Map<TableName, String> attributes) {
        this.attributes = Map.copyOf(attributes);
    }

    /** What a change writes: none where the item is due when it was before. */
    public List<Write> of(Change change) {
        Optional<String> attribute = Optional.ofNullable(attributes.get(change.table()));
        Optional<Instant> before = attribute.flatMap(name -> due(change.before(), name, change));
        Optional<Instant> after = attribute.flatMap(name -> due(change.after(), name, change));
        List<Write> writes = new ArrayList<>(2);
        if (!before.equals(after)) {
            before.ifPresent(due -> writes.add(Write.delete(row(change.id(), due))));
            after.ifPresent(due -> writes.add(put(new DueItem(change.id(), due))));
        }
        return writes;
    }

    /** When an item that was due is due now; empty where it is no more, or its table is none of these. */
    public Optional<Instant> due(DueItem item, Optional<Item> image, Instant now) {
        return Optional.ofNullable(attributes.get(item.id().table()))
                .flatMap(attribute -> image.flatMap(whole -> TimeToLive.of(whole, attribute, now)));
    }

    /** The names of the queues. */
    public static List<String> queues() {
        return IntStream.range(0, QUEUES).mapToObj(DueRows::queue).toList();
    }

    /** The last place in a queue of what is due up to this second, and with it. */
    public static String until(Instant second) {
        return Timestamp.of(second) + AFTER;
    }

    /** Takes a row away, where it is still the one that was read. */
    public static GuardedWrite remove(DueItem read) {
        return new GuardedWrite(Write.delete(row(read.id(), read.due())), new Guard.Equal(SEQUENCE, sequence(read)));
    }

    /** Reads a row. */
    public static DueItem decode(Item row) {
        Fields fields = new Fields(row);
        ChangeId id = new ChangeId(fields.table("table"), fields.key("key"), fields.sequence(SEQUENCE));
        return new DueItem(id, fields.time("due"));
    }

    private static Optional<Instant> due(Optional<Item> image, String attribute, Change change) {
        return image.flatMap(whole -> TimeToLive.of(whole, attribute, change.changedAt()));
    }

    private static Write put(DueItem item) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", AttributeValue.fromS(item.id().table().value()));
        row.put("key", AttributeValue.fromM(item.id().key().attributes()));
        row.put(SEQUENCE, sequence(item));
        row.put("due", AttributeValue.fromS(item.due().toString()));
        return Write.put(row(item.id(), item.due()), row);
    }

    private static AttributeValue sequence(DueItem item) {
        return AttributeValue.fromS(item.id().sequence().padded());
    }

    private static RowKey row(ChangeId id, Instant due) {
        String item = ItemText.of(id.table(), id.key());
        ItemKey key = ItemKey.of(
                FeedRows.QUEUE,
                queue(Math.floorMod(item.hashCode(), QUEUES)),
                FeedRows.PLACE,
                Timestamp.of(due) + "#" + item);
        return new RowKey(FeedRows.TABLE.name(), key);
    }

    private static String queue(int number) {
        return "due-%02d".formatted(number);
    }
}
