package dev.afterimage.testing.junit;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Projections of orders: a sound one, and what can be wrong with one. */
final class Orders {
    private static final DerivedTable TABLE = DerivedTable.of(
                    TableFile.beside(Orders.class, "tables.yaml").derived("customer_orders"))
            .shownBy("name");

    private Orders() {}

    static Item order(String id, String customer) {
        return Item.of(Map.of("id", AttributeValue.fromS(id), "customer", AttributeValue.fromS(customer)));
    }

    static Item customer(String id, String name) {
        return Item.of(Map.of("id", AttributeValue.fromS(id), "name", AttributeValue.fromS(name)));
    }

    static Item row(String customer, String name, int orders) {
        return Item.of(Map.of(
                "customer", AttributeValue.fromS(customer),
                "name", AttributeValue.fromS(name),
                "orders", AttributeValue.fromN(Integer.toString(orders))));
    }

    private static RowKey rowOf(String customer) {
        return TABLE.row(AttributeValue.fromS(customer));
    }

    /** What the wrong ones have in common with the sound one. */
    abstract static class OfOrders implements Projection {
        @Override
        public ProjectionName name() {
            return new ProjectionName("customer_orders");
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(new TableName("orders"), new TableName("customers"));
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(TABLE);
        }
    }

    /** Each customer with name and number of orders. */
    static final class Counting extends OfOrders {
        @Override
        public List<Write> project(Change change) {
            List<Write> writes = new ArrayList<>();
            if (change.table().value().equals("customers")) {
                String id = Item.of(change.key().attributes()).string("id").orElseThrow();
                Write.Update row = Write.update(rowOf(id));
                writes.add(change.after()
                        .flatMap(image -> image.get("name"))
                        .map(name -> row.set("name", name).add("orders", 0))
                        .orElseGet(() -> row.remove("name")));
            } else {
                count(change.before(), -1).ifPresent(writes::add);
                count(change.after(), 1).ifPresent(writes::add);
            }
            return writes;
        }

        private static Optional<Write> count(Optional<Item> image, int difference) {
            return image.flatMap(order -> order.string("customer"))
                    .map(customer -> Write.update(rowOf(customer)).add("orders", difference));
        }
    }

    /** The last order wins, whichever comes last. */
    static final class LastWins extends OfOrders {
        @Override
        public List<Write> project(Change change) {
            return change.after().stream()
                    .flatMap(order -> order.string("customer").stream().map(customer -> (Write) Write.put(
                            rowOf(customer),
                            Map.of("name", AttributeValue.fromS(change.key().canonical())))))
                    .toList();
        }
    }

    /** Wants a parameter. */
    static final class WithParameter extends OfOrders {
        private final String unit;

        WithParameter(String unit) {
            this.unit = unit;
        }

        @Override
        public List<Write> project(Change change) {
            return List.of(Write.put(rowOf("C1"), Map.of("name", AttributeValue.fromS(unit))));
        }
    }

    /** Cannot be made. */
    static final class Failing extends OfOrders {
        Failing() {
            throw new IllegalStateException("no rates");
        }

        @Override
        public List<Write> project(Change change) {
            return List.of();
        }
    }
}
