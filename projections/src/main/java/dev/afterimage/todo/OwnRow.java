package dev.afterimage.todo;

import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row that one item alone brings about: it is put and deleted outright, and leaves nothing behind. */
final class OwnRow {
    private OwnRow() {}

    /** What turns the row that an item has brought about so far into the one that it brings about now. */
    static List<Write> moved(Optional<Write.Put> before, Optional<Write.Put> after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>(2);
        before.filter(old -> after.isEmpty() || !after.get().row().equals(old.row()))
                .ifPresent(old -> writes.add(Write.delete(old.row())));
        after.ifPresent(writes::add);
        return writes;
    }
}
