package dev.afterimage.undo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;

class InMemorySourceItemsTest extends SourceItemsContract {
    private final InMemorySourceItems items = new InMemorySourceItems();

    @Override
    protected SourceItems items() {
        return items;
    }

    @Override
    protected void put(Item item) {
        items.put(THINGS, ItemKey.of("id", item.string("id").orElseThrow()), item);
    }

    @Override
    protected void delete(ItemKey key) {
        items.delete(THINGS, key);
    }
}
