package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.Arbitrary;
import dev.afterimage.testing.ChangeHistory;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Arbitrary life in a table of orders: few orders and customers, and attributes of every type. */
@NullMarked
final class Orders {
    static final TableDefinition TABLE = TableDefinition.of("orders", KeySchema.of(KeyAttribute.string("order_id")))
            .withStream()
            .withTimeToLive("expires_at");

    private static final List<String> IDS = List.of("O1", "O2", "O3", "O4#x");
    private static final List<String> CUSTOMERS = List.of("C1", "C2", "C 3");
    private static final List<String> STATUSES = List.of("open", "paid", "cancelled");

    private final ChangeHistory history = new ChangeHistory(List.of(TABLE));
    private final Arbitrary arbitrary;

    private Orders(long seed) {
        this.arbitrary = new Arbitrary(seed);
    }

    static ChangeHistory of(long seed, int steps) {
        Orders orders = new Orders(seed);
        for (int i = 0; i < steps; i++) {
            orders.step();
        }
        return orders.history;
    }

    private void step() {
        Item image = order();
        boolean present = history.items("orders").stream()
                .anyMatch(item -> item.string("order_id").equals(image.string("order_id")));
        if (!present) {
            if (arbitrary.upTo(4) == 0) {
                history.load("orders", image);
            } else {
                history.insert("orders", image);
            }
        } else if (arbitrary.upTo(2) > 0) {
            history.modify("orders", image);
        } else if (arbitrary.upTo(1) > 0) {
            history.expire("orders", image);
        } else {
            history.remove("orders", image);
        }
    }

    /** What templates need is of its type, missing or null; all else is anything. */
    private Item order() {
        Item order = Item.empty()
                .with("order_id", text(arbitrary.oneOf(IDS)))
                .with("anything", arbitrary.value())
                .with("expires_at", AttributeValue.fromN(Integer.toString(arbitrary.upTo(100))));
        order = maybe(order, "customer_id", text(arbitrary.oneOf(CUSTOMERS)));
        order = maybe(order, "status", text(arbitrary.oneOf(STATUSES)));
        order = maybe(
                order, "total", AttributeValue.fromN(arbitrary.upTo(1000) + (arbitrary.upTo(1) == 0 ? ".0" : "")));
        order = maybe(order, "tags", tags());
        return maybe(order, "picture", AttributeValue.fromB(arbitrary.bytes()));
    }

    private Item maybe(Item item, String name, AttributeValue value) {
        return switch (arbitrary.upTo(9)) {
            case 0 -> item;
            case 1 -> item.with(name, AttributeValue.fromNul(true));
            default -> item.with(name, value);
        };
    }

    private AttributeValue tags() {
        return switch (arbitrary.upTo(6)) {
            case 0 -> text("gift");
            case 1 -> AttributeValue.fromSs(List.of("gift", "express"));
            case 2 -> AttributeValue.fromL(List.of(text("gift"), text("gift"), text(""), text("ümlaut")));
            case 3 -> AttributeValue.fromL(List.of());
            case 4 -> AttributeValue.fromL(List.of(AttributeValue.fromNul(true), text("late")));
            case 5 -> AttributeValue.fromSs(List.of("late"));
            default -> text("");
        };
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
