package dev.afterimage.lambda;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Set;

/** A later version of {@link CustomerOrders}, with a table of its own. */
final class SecondVersion implements Projection {
    static final DerivedTable TABLE =
            DerivedTable.of(TableDefinition.of("customer_orders_v2", KeySchema.of(KeyAttribute.string("customer"))));

    private final CustomerOrders first = new CustomerOrders();

    @Override
    public ProjectionName name() {
        return first.name();
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Set<TableName> sources() {
        return first.sources();
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return change.after().flatMap(order -> order.get("customer")).stream()
                .<Write>map(customer -> Write.update(TABLE.row(customer)).add("seen", 1))
                .toList();
    }
}
