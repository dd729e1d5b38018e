package dev.afterimage.projection;

import dev.afterimage.item.AttributeValues;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One write to one row of a derived table. Immutable. {@link Writes} says what it does and how two become one. */
public sealed interface Write {
    RowKey row();

    /** The bytes that this write brings to DynamoDB, by the item size rules; of an update, those it names. */
    int size();

    /** The row becomes this; the row's key is part of it. */
    static Put put(RowKey row, Map<String, AttributeValue> attributes) {
        return new Put(row, Item.of(row.key(), attributes));
    }

    static Delete delete(RowKey row) {
        return new Delete(row);
    }

    /** Starts an update that changes nothing yet; a row that does not exist begins as its key alone. */
    static Update update(RowKey row) {
        return new Update(row, Map.of());
    }

    /** The row becomes this item, whatever it was. */
    record Put(RowKey row, Item item) implements Write {
        public Put {
            for (Map.Entry<String, AttributeValue> part : row.key().attributes().entrySet()) {
                AttributeValue value = item.attributes().get(part.getKey());
                if (value == null || !AttributeValues.same(value, part.getValue())) {
                    throw new IllegalArgumentException(
                            "the row put at " + row + " has another '" + part.getKey() + "'");
                }
            }
        }

        @Override
        public int size() {
            return ItemSize.of(item);
        }
    }

    /** The row is no more, whether or not it was. */
    record Delete(RowKey row) implements Write {
        @Override
        public int size() {
            return ItemSize.of(row.key());
        }
    }

    /** Some of the row's attributes change, each in one way; the others stay. */
    record Update(RowKey row, Map<String, AttributeChange> changes) implements Write {
        public Update {
            changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
            for (String name : row.key().attributes().keySet()) {
                if (changes.containsKey(name)) {
                    throw new IllegalArgumentException("the update of " + row + " would change its key '" + name + "'");
                }
            }
        }

        /** And the attribute becomes this value. */
        public Update set(String name, AttributeValue value) {
            return and(name, new AttributeChange.Set(value));
        }

        /** And this is added to the attribute, a number; one that is absent counts as 0. */
        public Update add(String name, long difference) {
            return add(name, BigDecimal.valueOf(difference));
        }

        /** And this is added to the attribute, a number; one that is absent counts as 0. */
        public Update add(String name, BigDecimal difference) {
            return and(name, new AttributeChange.Add(difference));
        }

        /** And the attribute is no more. */
        public Update remove(String name) {
            return and(name, AttributeChange.Remove.REMOVE);
        }

        private Update and(String name, AttributeChange change) {
            return changed(changes -> changes.merge(name, change, AttributeChange::then));
        }

        Update changed(Consumer<Map<String, AttributeChange>> edit) {
            Map<String, AttributeChange> changed = new LinkedHashMap<>(changes);
            edit.accept(changed);
            return new Update(row, changed);
        }

        @Override
        public int size() {
            int size = ItemSize.of(row.key());
            for (Map.Entry<String, AttributeChange> entry : changes.entrySet()) {
                size += ItemSize.ofName(entry.getKey()) + entry.getValue().size();
            }
            return size;
        }
    }
}
