package dev.afterimage.testing;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

@NullMarked
final class InMemoryTablesTest extends TablesContract {
    @Override
    protected Tables open(List<TableDefinition> definitions) {
        InMemoryTables tables =
                new InMemoryTables(definitions.stream().map(DerivedTable::of).toList());
        return new Tables() {
            @Override
            public void apply(Write write) {
                tables.apply(write);
            }

            @Override
            public Optional<Item> get(RowKey row) {
                return tables.row(row);
            }

            @Override
            public List<Item> rows(TableName table) {
                return tables.rows(table);
            }
        };
    }
}
