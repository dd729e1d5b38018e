package dev.afterimage.history;

import dev.afterimage.audit.UndoNote;
import java.util.List;

/**
 * Some of an item's changes.
 *
 * @param undos the last undos of the item, the newest first, whatever became of them
 */
public record ItemChanges(SearchPage<Recorded> page, List<UndoNote> undos) {
    public ItemChanges {
        undos = List.copyOf(undos);
    }
}
