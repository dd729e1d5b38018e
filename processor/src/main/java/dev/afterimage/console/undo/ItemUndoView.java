package dev.afterimage.console.undo;

import dev.afterimage.console.audit.DiffLine;
import dev.afterimage.console.audit.Links;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.item.Item;
import dev.afterimage.undo.PutBack;
import dev.afterimage.undo.UndoEnd;
import dev.afterimage.undo.UndoPlan;
import java.util.List;

/** The pages that put one item back. */
public final class ItemUndoView {
    private ItemUndoView() {}

    /**
     * What would become of the item.
     *
     * @param target a point that does not move any more
     */
    public record Preview(ItemReference item, Target target, UndoPlan plan) {
        private static final int MOST_LINES = 1_000;

        /** The point, as it can be asked for again. */
        public String point() {
            return TargetText.of(target);
        }

        public String history() {
            return Links.item(item.table(), item.key()).toString();
        }

        /** What differs between the item as it is and as it would be. */
        public List<DiffLine> lines(PutBack putBack) {
            List<DiffLine> lines = DiffLine.between(
                    putBack.seen().orElse(Item.empty()), putBack.wanted().orElse(Item.empty()));
            return lines.subList(0, Math.min(MOST_LINES, lines.size()));
        }

        /** Where this page is, and what it is sent to. */
        public String address() {
            return Links.undo(item.table(), item.key()).toString();
        }
    }

    /** What came of it. */
    public record Result(ItemReference item, String point, UndoEnd end) {
        public String history() {
            return Links.item(item.table(), item.key()).toString();
        }

        /** Where it is looked at again. */
        public String again() {
            return Links.undo(item.table(), item.key()).with("to", point).toString();
        }
    }
}
