package dev.afterimage.lambda;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How many orders each customer has; nothing of those of the customer {@code poison}. */
final class CustomerOrders implements Projection {
    static final DerivedTable TABLE =
            DerivedTable.of(TableDefinition.of("customer_orders", KeySchema.of(KeyAttribute.string("customer"))));

    @Override
    public ProjectionName name() {
        return new ProjectionName("customer_orders");
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(new TableName("orders"));
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return Stream.concat(counted(change.before(), -1), counted(change.after(), 1))
                .toList();
    }

    private static Stream<Write> counted(Optional<Item> image, int difference) {
        return image.flatMap(order -> order.get("customer")).stream().map(customer -> {
            if (customer.s().equals("poison")) {
                throw new IllegalStateException("no such customer");
            }
            return Write.update(TABLE.row(customer)).add("orders", difference);
        });
    }
}
