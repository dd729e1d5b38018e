package dev.afterimage.rebuild;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.Iterator;

/** Reads source tables. Thread-safe. */
public interface SourceRows {
    KeySchema keyOf(TableName table);

    /** Every item, strongly consistent; read on as it is iterated over. */
    Iterator<Item> items(TableName table);
}
