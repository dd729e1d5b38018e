package dev.afterimage.typed;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads images as values of a class, and writes rows from them. Only the schema's mapping counts, not its keys or
 * extensions: nothing is called. Thread-safe, as schemas are.
 *
 * <pre>{@code
 * private static final Typed<Order> ORDERS = Typed.of(TableSchema.fromBean(Order.class));   // a bean
 * private static final Typed<Row> ROWS = Typed.ofRecord(Row.class);                         // a record
 *
 * Optional<Order> order = ORDERS.after(change);
 * Write write = ROWS.put(TABLE, new Row(order.get().customer(), order.get().total()));
 * }</pre>
 */
public final class Typed<T> {
    private final TableSchema<T> schema;

    private Typed(TableSchema<T> schema) {
        this.schema = schema;
    }

    /** By a schema of the Enhanced Client: of a bean, of an immutable class with a builder, or made by hand. */
    public static <T> Typed<T> of(TableSchema<T> schema) {
        return new Typed<>(schema);
    }

    /** By the components of a record, as {@link RecordSchema} has it: the Enhanced Client knows no records. */
    public static <T extends Record> Typed<T> ofRecord(Class<T> type) {
        return new Typed<>(RecordSchema.of(type));
    }

    /** The item before the change; empty where there was none. */
    public Optional<T> before(Change change) {
        return change.before().map(this::read);
    }

    /** The item after the change; empty where there is none. */
    public Optional<T> after(Change change) {
        return change.after().map(this::read);
    }

    /**
     * The value of an item. Attributes that the class does not know are left out. An {@link UnreadableItemException} names
     * the attribute that does not fit, and no value of the item.
     */
    public T read(Item item) {
        try {
            return schema.mapToItem(item.attributes(), true);
        } catch (RuntimeException unfit) {
            throw new UnreadableItemException(type() + ": " + reason(item, unfit));
        }
    }

    /** The item of a value; what is null or empty in it is no attribute. */
    public Item item(T value) {
        return Item.of(schema.itemToMap(value, true));
    }

    /** The row of a value: its attributes of the names of the table's key say where. */
    public RowKey row(DerivedTable table, T value) {
        return new RowKey(table.name(), table.definition().key().keyOf(item(value)));
    }

    /** The row becomes this value, whatever it was. */
    public Write.Put put(DerivedTable table, T value) {
        return Write.put(row(table, value), item(value).attributes());
    }

    /** The value's row is no more. */
    public Write.Delete delete(DerivedTable table, T value) {
        return Write.delete(row(table, value));
    }

    private String type() {
        return schema.itemType().rawClass().getSimpleName();
    }

    /** What the schema itself says may quote the item, and this is logged. */
    private String reason(Item item, RuntimeException unfit) {
        return unfit instanceof UnreadableItemException told
                ? String.valueOf(told.getMessage())
                : item.attributes().entrySet().stream()
                        .filter(attribute -> !fits(attribute))
                        .findFirst()
                        .map(attribute -> "the attribute '" + attribute.getKey() + "' is of type "
                                + attribute.getValue().type() + " and does not fit")
                        .orElse("the item does not fit (" + unfit.getClass().getSimpleName() + ")");
    }

    private boolean fits(Map.Entry<String, AttributeValue> attribute) {
        if (!schema.attributeNames().contains(attribute.getKey())) {
            return true;
        }
        try {
            schema.mapToItem(Map.of(attribute.getKey(), attribute.getValue()), true);
            return true;
        } catch (UnreadableItemException othersAreMissing) {
            return true;
        } catch (RuntimeException unfit) {
            return false;
        }
    }
}
