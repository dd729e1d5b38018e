package dev.afterimage.undo;

import dev.afterimage.history.Read;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Optional;

/** The items of source tables as they are now. Nothing but an undo writes to them. Thread-safe. */
public interface SourceItems {
    /** The item, strongly consistent; empty where there is none. */
    Read<Optional<Item>> now(TableName table, ItemKey key);

    /**
     * Writes where every attribute that was seen is as it was. It sets and removes only attributes that become others, so
     * that one which somebody adds at the same moment stays; but a delete takes it away.
     *
     * <p>It answers and does not throw, but for bugs.
     */
    PutBackOutcome putBack(PutBack putBack);
}
