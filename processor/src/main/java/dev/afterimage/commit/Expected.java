package dev.afterimage.commit;

import dev.afterimage.item.AttributeValues;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a row was when a projection read it, as far as that was read, and must still be when what follows from it is
 * committed. Immutable.
 *
 * @param attributes each with its value, or empty where the row had none. An attribute of the key says whether there was a
 *     row at all
 */
public record Expected(RowKey row, Map<String, Optional<AttributeValue>> attributes) {
    public Expected {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** What was read of a row. */
    public static Expected of(Read.Row read, Optional<Item> row) {
        Map<String, Optional<AttributeValue>> attributes = new LinkedHashMap<>();
        String key = read.key().key().attributes().keySet().iterator().next();
        attributes.put(key, row.flatMap(item -> item.get(key)));
        read.attributes().stream().sorted().forEach(name -> attributes.put(name, row.flatMap(item -> item.get(name))));
        return new Expected(read.key(), attributes);
    }

    /** Whether the stored row is as it was read. */
    public boolean holds(Optional<Item> stored) {
        return attributes.entrySet().stream()
                .allMatch(
                        attribute -> same(attribute.getValue(), stored.flatMap(item -> item.get(attribute.getKey()))));
    }

    private static boolean same(Optional<AttributeValue> one, Optional<AttributeValue> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || AttributeValues.same(one.get(), other.get()));
    }

    /** This and what was read beside of the same row. */
    Expected and(Expected other) {
        Map<String, Optional<AttributeValue>> both = new LinkedHashMap<>(other.attributes());
        both.putAll(attributes);
        return new Expected(row, both);
    }

    /** What the row is expected to be once this write has been committed. */
    Expected after(Write write) {
        Map<String, AttributeValue> present = new LinkedHashMap<>();
        attributes.forEach((name, value) -> value.ifPresent(there -> present.put(name, there)));
        Optional<Item> before = present.keySet().stream().anyMatch(this::isKey)
                ? Optional.of(Item.of(row.key(), present))
                : Optional.empty();
        Optional<Item> after = Writes.apply(write, before);
        Map<String, Optional<AttributeValue>> changed = new LinkedHashMap<>();
        attributes.keySet().forEach(name -> changed.put(name, after.flatMap(item -> item.get(name))));
        return new Expected(row, changed);
    }

    /**
     * What must be stored for the row to be as it was read after a write that is not committed yet. Empty where the two
     * cannot be committed together, since what was read follows from the write and from what nobody has read.
     *
     * @param known what must be stored anyway
     */
    Optional<Expected> before(Write write, Optional<Expected> known) {
        return switch (write) {
            case Write.Put _, Write.Delete _ -> Optional.of(nothing());
            case Write.Update update -> before(update, known);
        };
    }

    private Optional<Expected> before(Write.Update update, Optional<Expected> known) {
        Map<String, Optional<AttributeValue>> left = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<AttributeValue>> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            AttributeChange change = update.changes().get(name);
            if (change instanceof AttributeChange.Add
                    && known.filter(stored -> stored.attributes().containsKey(name))
                            .isEmpty()) {
                return Optional.empty();
            }
            if (change == null && !isKey(name)) {
                left.put(name, attribute.getValue());
            }
        }
        return Optional.of(new Expected(row, left));
    }

    private Expected nothing() {
        return new Expected(row, Map.of());
    }

    private boolean isKey(String name) {
        return row.key().attributes().containsKey(name);
    }

    /** In bytes, as a condition. */
    int size() {
        int size = ItemSize.of(row.key());
        for (Map.Entry<String, Optional<AttributeValue>> attribute : attributes.entrySet()) {
            size += ItemSize.ofName(attribute.getKey())
                    + attribute.getValue().map(ItemSize::of).orElse(0);
        }
        return size;
    }
}
