package dev.afterimage.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What putting items back has come to so far. Immutable.
 *
 * @param done how many were put back
 * @param same how many were so already
 * @param changed how many were left alone, since they had changed since the operator looked
 * @param failed how many were not put back for another reason
 * @param writeUnits what the source tables consumed, as far as the service says
 * @param troubles of some that are not as intended, why
 */
public record UndoTally(int done, int same, int changed, int failed, double writeUnits, List<Trouble> troubles) {
    public static final UndoTally NONE = new UndoTally(0, 0, 0, 0, 0, List.of());

    private static final int MOST_TROUBLES = 100;

    /** Why an item is not as intended. */
    public record Trouble(FoundItem item, String reason) {}

    public UndoTally {
        troubles = List.copyOf(troubles);
    }

    /** How many items it is about. */
    public int items() {
        return done + same + changed + failed;
    }

    /** Whether every item is as intended. */
    public boolean allDone() {
        return changed + failed == 0;
    }

    /** This, and one item more. */
    public UndoTally with(FoundItem item, UndoEnd end) {
        List<Trouble> all = with(end.trouble().map(reason -> new Trouble(item, reason)));
        return switch (end) {
            case UndoEnd.Done one -> new UndoTally(done + 1, same, changed, failed, writeUnits + one.writeUnits(), all);
            case UndoEnd.Same _ -> new UndoTally(done, same + 1, changed, failed, writeUnits, all);
            case UndoEnd.Changed _ -> new UndoTally(done, same, changed + 1, failed, writeUnits, all);
            case UndoEnd.Impossible _, UndoEnd.Failed _, UndoEnd.Stopped _ ->
                new UndoTally(done, same, changed, failed + 1, writeUnits, all);
        };
    }

    private List<Trouble> with(Optional<Trouble> another) {
        if (another.isEmpty() || troubles.size() == MOST_TROUBLES) {
            return troubles;
        }
        List<Trouble> more = new ArrayList<>(troubles);
        more.add(another.get());
        return more;
    }
}
