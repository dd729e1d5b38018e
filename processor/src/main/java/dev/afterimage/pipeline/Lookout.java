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

        /** What the next changes ask; empty where it was told to stop before it could know. */
        Optional<List<Asked>> next(List<Change> changes) {
            List<Asked> asked = new ArrayList<>(changes.size());
            boolean known = reading.done("what is known of items", () -> {
                Foresight.Steps steps = ahead.steps(changes);
                asked.clear();
                if (steps.marksMayBeNew()) {
                    parking.reload();
                }
                steps.steps().forEach(step -> asked.add(parked.next(step)));
            });
            return known ? Optional.of(asked) : Optional.empty();
        }
    }
}
