package dev.afterimage.rebuild;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads the rows of derived tables. Thread-safe. */
public interface DerivedRows {
    /** Every row, strongly consistent; read on as it is iterated over. */
    Iterator<Item> rows(TableName table);

    /** These rows as they are at one moment. */
    List<Optional<Item>> together(List<RowKey> rows);
}
