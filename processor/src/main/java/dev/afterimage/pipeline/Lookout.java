package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to do for a lane's next changes, and which projections are not to take them. For one thread. */
record Lookout(Foresight foresight, LaneParking parking, Reading reading) {
    /** A look at the changes after a position, in their order. */
    View after(Position position) {
        return new View(foresight.view(position), parking.after(position));
    }

    /** Goes through changes that are still to be committed. */
    final class View {
        private final Foresight.View ahead;
        private final LaneParking.View parked;

        private View(Foresight.View ahead, LaneParking.View parked) {
            this.ahead = ahead;
            this.parked = parked;
        }

        Reading reading() {
            return reading;
        }

        /** What the next changes ask; empty where it was told to stop before it could know. */
        Optional<List<Asked>> next(List<Change> changes) {
            List<Foresight.Steps> found = new ArrayList<>(1);
            if (!reading.done("what is known of items", () -> found.add(ahead.steps(changes)))) {
                return Optional.empty();
            }
            // The view remembers what it has answered, so it is not asked again where only the marks cannot be read.
            Foresight.Steps steps = found.getFirst();
            if (steps.marksMayBeNew() && !reading.done("the lane's parked items", parking::reload)) {
                return Optional.empty();
            }
            return Optional.of(steps.steps().stream().map(parked::next).toList());
        }
    }
}
