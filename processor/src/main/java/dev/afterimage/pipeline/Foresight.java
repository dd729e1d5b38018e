package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.util.List;
import java.util.function.Function;

/**
 * What must be known of the items of a lane's changes before these are planned, and what it adds to them: steps that go
 * before a change, each with the guards that keep it from taking effect twice. What is read here may be old when the plan is
 * committed; then a guard does not hold, and the changes are planned anew. One for each lane; for one thread.
 */
public interface Foresight {
    /** Nothing need be known: each change is applied as it is. */
    Foresight NONE = new Foresight() {
        @Override
        public boolean wantsStored(Position position) {
            return false;
        }

        @Override
        public void reload() {}

        @Override
        public View view(Position position) {
            return View.PLAIN;
        }
    };

    /** What every lane goes by that needs no foresight. */
    Function<Lane, Foresight> FOR_NONE = lane -> NONE;

    /**
     * Whether the lane's position must be stored before changes are applied from it. Whoever wants every lane to learn of
     * something writes it down, and then moves all stored positions on: a lane that has none would not notice.
     */
    boolean wantsStored(Position position);

    /** Learns what holds from now on; called each time the position was read, and after it. What it throws is tried again. */
    void reload();

    /** A look at the changes after a position, in their order. */
    View view(Position position);

    /** Goes through changes that are still to be committed. */
    interface View {
        View PLAIN =
                changes -> new Steps(changes.stream().<Step>map(Step.Apply::new).toList(), false);

        /** What to do for the next changes. What it throws is tried again. */
        Steps steps(List<Change> changes);
    }

    /**
     * The steps for some changes, in order.
     *
     * @param marksMayBeNew whether somebody else than the lane may have parked changes of these items
     */
    record Steps(List<Step> steps, boolean marksMayBeNew) {
        public Steps {
            steps = List.copyOf(steps);
        }
    }
}
