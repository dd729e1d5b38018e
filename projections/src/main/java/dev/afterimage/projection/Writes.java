package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The algebra of writes: what a write does to a row, and which one write does what two do one after the other. For every
 * row, applying {@code merge(first, second)} equals applying {@code first} and then {@code second}; a transaction can
 * therefore touch a row once for any number of changes. An update that changes no attribute does nothing.
 */
public final class Writes {
    private Writes() {}

    /** The one write that does to the row what the first and then the second do; both are to the same row. */
    public static Write merge(Write first, Write second) {
        if (!first.row().equals(second.row())) {
            throw new IllegalArgumentException(first.row() + " and " + second.row() + " are two rows");
        }
        return switch (second) {
            case Write.Put put -> put;
            case Write.Delete delete -> delete;
            case Write.Update update when update.changes().isEmpty() -> first;
            case Write.Update update ->
                switch (first) {
                    case Write.Put put -> new Write.Put(put.row(), apply(update, put.item()));
                    case Write.Delete delete -> new Write.Put(delete.row(), apply(update, bare(delete.row())));
                    case Write.Update earlier -> combine(earlier, update);
                };
        };
    }

    /** The same effect with one write for each row, in the order in which the rows are first written. */
    public static List<Write> mergeRows(List<Write> writes) {
        if (writes.size() < 2) {
            return List.copyOf(writes);
        }
        Map<RowKey, Write> merged = LinkedHashMap.newLinkedHashMap(writes.size());
        writes.forEach(write -> merged.merge(write.row(), write, Writes::merge));
        return List.copyOf(merged.values());
    }

    /** The row after the write; empty where it does not exist. */
    public static Optional<Item> apply(Write write, Optional<Item> row) {
        return switch (write) {
            case Write.Put put -> Optional.of(put.item());
            case Write.Delete delete -> Optional.empty();
            case Write.Update update when update.changes().isEmpty() -> row;
            case Write.Update update -> Optional.of(apply(update, row.orElseGet(() -> bare(update.row()))));
        };
    }

    private static Item apply(Write.Update update, Item row) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(row.attributes());
        update.changes()
                .forEach((name, change) -> change.applyTo(row.get(name))
                        .ifPresentOrElse(value -> attributes.put(name, value), () -> attributes.remove(name)));
        return Item.of(attributes);
    }

    private static Write.Update combine(Write.Update first, Write.Update second) {
        return first.changed(changes ->
                second.changes().forEach((name, change) -> changes.merge(name, change, AttributeChange::then)));
    }

    private static Item bare(RowKey row) {
        return Item.of(row.key().attributes());
    }
}
