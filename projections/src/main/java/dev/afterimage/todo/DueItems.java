package dev.afterimage.todo;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items and guests that lapse, by the hour in which they do: partition {@code hour}, such as
 * {@code 2026-11-22T19Z}, and sort key {@code due}, the second as twelve digits, the source table and the item's key:
 * {@code 001795374000#items#datetime=…&list_id=L1}. With each row {@code source}, {@code expires_at} and the text and
 * number attributes that a reader shows: {@code list_id}, {@code datetime} and {@code description} of an item,
 * {@code list_id} and {@code user_id} of a guest.
 *
 * <p>Each row is brought about by one item alone: a renewal moves it, deletion and expiry remove it. An
 * {@code expires_at} that is no number, or no second between the years 1970 and 9999, says nothing: milliseconds by
 * mistake, for one, are a time that DynamoDB does not live to see either. An item whose key is too long for the sort
 * key has no row.
 */
final class DueItems implements Projection {
    private static final String EXPIRES_AT = "expires_at";
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** The second's digits; the last second has as many. */
    private static final int DIGITS = 12;

    private static final int HOUR_LENGTH = "2026-11-22T19".length();

    private static final ProjectionName NAME = new ProjectionName("due_items");
    private static final DerivedTable TABLE =
            DerivedTable.of(TableFile.afterimage().derived("due_items"));
    private static final Map<TableName, List<String>> SHOWN = Map.of(
            Sources.ITEMS, List.of("list_id", "datetime", "description"),
            Sources.GUESTS, List.of("list_id", "user_id"));

    @Override
    public ProjectionName name() {
        return NAME;
    }

    @Override
    public Set<TableName> sources() {
        return SHOWN.keySet();
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return OwnRow.moved(row(change, change.before()), row(change, change.after()));
    }

    private static Optional<Write.Put> row(Change change, Optional<Item> image) {
        return image.flatMap(item -> item.epochSeconds(EXPIRES_AT)
                .filter(due -> !due.isBefore(FIRST) && !due.isAfter(LAST))
                .flatMap(due -> row(change.table(), change.key(), item, due)));
    }

    private static Optional<Write.Put> row(TableName table, ItemKey key, Item item, Instant due) {
        AttributeValue sort = AttributeValue.fromS(seconds(due) + "#" + table + "#" + key.canonical());
        if (!Sources.canBeKey(sort)) {
            return Optional.empty();
        }
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("source", AttributeValue.fromS(table.value()));
        attributes.put(EXPIRES_AT, AttributeValue.fromN(Long.toString(due.getEpochSecond())));
        for (String name : SHOWN.getOrDefault(table, List.of())) {
            Sources.text(item, name).ifPresent(value -> attributes.put(name, value));
        }
        return Optional.of(Write.put(TABLE.row(AttributeValue.fromS(hour(due)), sort), attributes));
    }

    private static String hour(Instant due) {
        return due.toString().substring(0, HOUR_LENGTH) + "Z";
    }

    private static String seconds(Instant due) {
        String digits = Long.toString(due.getEpochSecond());
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
