package dev.afterimage.rebuild;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Expected;
import dev.afterimage.commit.Slot;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes of some changes of an item, as many as one transaction takes. For one thread. */
final class Portion {
    /** The fence and the segment, generously. */
    private static final int OTHERS = 2;

    private static final int OTHER_BYTES = 8_000;

    private final List<List<Write>> writes = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private Slot.Basis basis = Slot.Basis.CHANGE;
    private int fitting;

    /** A write's change, and its number among the writes of that. */
    record Place(SequenceNumber change, int number) {}

    /**
     * Adds a change's writes, but for the first ones.
     *
     * @param all each with what goes with it
     * @param next what they follow from; where rows were read, nothing is added behind them
     * @param applied how many of them are applied; where rows were read, they are those that are left
     */
    void add(Change change, List<List<Write>> all, Slot.Basis next, int applied) {
        basis = next;
        for (int number = next instanceof Slot.Basis.Rows ? 0 : applied; number < all.size(); number++) {
            writes.add(all.get(number));
            places.add(new Place(change.sequence(), number));
        }
    }

    /** Whether more may be added. */
    boolean follows() {
        return basis instanceof Slot.Basis.Change;
    }

    /** Cuts it to what a transaction takes: at least one write, where there is any. */
    void cut(CommitPlanner planner) {
        int others = OTHERS + basis.expected().size();
        fitting = Math.min(writes.size(), Math.max(1, planner.fitting(writes, others, OTHER_BYTES)));
    }

    /** Whether it is only a part of what must not be divided. */
    boolean isTorn() {
        return basis instanceof Slot.Basis.Rows rows && !rows.divisible() && fitting < writes.size();
    }

    /** What must be stored for what is taken. */
    List<Expected> expected() {
        return basis.expected();
    }

    int size() {
        return writes.size();
    }

    /** One write for each row. */
    List<Write> taken() {
        return Writes.mergeRows(
                writes.subList(0, fitting).stream().flatMap(List::stream).toList());
    }

    /** The first write that is left; empty where none is. */
    Optional<Place> left() {
        return fitting < places.size() ? Optional.of(places.get(fitting)) : Optional.empty();
    }
}
