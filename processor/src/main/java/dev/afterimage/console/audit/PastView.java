package dev.afterimage.console.audit;

import dev.afterimage.change.ChangeId;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.Stamp;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.item.Item;
import java.util.List;
import java.util.Optional;

/** The pages of what an item was: at one point, or at two. */
public final class PastView {
    private PastView() {}

    /**
     * What the item was at a point.
     *
     * @param point as it was asked for
     * @param undo whether the item may be put back
     */
    public record At(ItemReference item, String point, AsOf answer, ReadCost cost, boolean undo) {
        /** Where the item is put back to this point; empty where it cannot be. */
        public Optional<String> back() {
            boolean known = !(answer instanceof AsOf.Unknown) && answer.until().isPresent();
            return undo && known
                    ? Optional.of(Links.undo(item.table(), item.key())
                            .with("to", point)
                            .toString())
                    : Optional.empty();
        }

        /** The change of this item that a stamp is of. */
        public ChangeId changeOf(Stamp stamp) {
            return new ChangeId(item.table(), item.key(), stamp.sequence());
        }

        public List<AttributeLine> attributes() {
            return AttributeLine.of(answer.image().orElse(Item.empty()));
        }

        public String history() {
            return Links.item(item.table(), item.key()).toString();
        }

        /** Where a view of this item is, before its parameters. */
        public String view(String name) {
            return Links.of("/" + name, item.table(), item.key()).toString();
        }
    }

    /** What the item was at two points, and what differs. */
    public record Comparison(At from, At to) {
        public List<DiffLine> lines() {
            return DiffLine.between(
                    from.answer().image().orElse(Item.empty()),
                    to.answer().image().orElse(Item.empty()));
        }

        public ReadCost cost() {
            return from.cost().plus(to.cost());
        }
    }
}
