package shop.orders;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import dev.afterimage.typed.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many open orders each customer has, and for how much: one row a customer in {@code open_orders}.
 *
 * <p>Many orders feed one row, and their changes come in any order. So nothing is counted anew: each change adds the
 * difference between what the order contributes after it and what it contributed before.
 */
public final class OpenOrders implements Projection {
    private static final TableName ORDERS = new TableName("orders");
    private static final DerivedTable TABLE =
            DerivedTable.of(TableFile.beside(OpenOrders.class, "tables.yaml").derived("open_orders"));
    private static final Typed<Order> ITEMS = Typed.ofRecord(Order.class);

    @Override
    public ProjectionName name() {
        return new ProjectionName("open_orders");
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(ORDERS);
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        List<Write> writes = new ArrayList<>();
        open(ITEMS.before(change)).ifPresent(order -> writes.add(contribution(order, -1)));
        open(ITEMS.after(change)).ifPresent(order -> writes.add(contribution(order, 1)));
        return writes;
    }

    private static Optional<Order> open(Optional<Order> order) {
        return order.filter(Order::isOpen);
    }

    private static Write contribution(Order order, int sign) {
        return Write.update(TABLE.row(AttributeValue.fromS(order.customer())))
                .add("orders", sign)
                .add("total", order.amount().multiply(BigDecimal.valueOf(sign)));
    }
}
