package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.undo.SourceItems;
import dev.afterimage.undo.SourceItemsContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoSourceItemsIT extends SourceItemsContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final ItemKey KEY = ItemKey.of("id", "T1");

    static {
        new TableCreator(TABLES.client())
                .create(List.of(TableDefinition.of(THINGS.value(), KeySchema.of(KeyAttribute.string("id")))));
    }

    @BeforeEach
    void empty() {
        delete(KEY);
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected SourceItems items() {
        return new DynamoSourceItems(TABLES.client());
    }

    @Override
    protected void put(Item item) {
        TABLES.client().putItem(request -> request.tableName(THINGS.value()).item(item.attributes()));
    }

    @Override
    protected void delete(ItemKey key) {
        TABLES.client().deleteItem(request -> request.tableName(THINGS.value()).key(key.attributes()));
    }
}
