package dev.afterimage.console.backfill;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillState;
import java.util.Locale;
import java.util.Optional;

/** What an operator may decide about a table's backfill. */
public enum Decision {
    START(
            "Start",
            "The items that are in the table by now are shown to its projections and brought into the audit log, each"
                    + " once, while changes go on. The workers read the table, within the limit that you give. It is"
                    + " refused where changes have come already of items that are older."),
    PAUSE(
            "Pause",
            "No worker reads on until somebody resumes it. Changes go on, each with a look at the fence of its item."),
    RESUME("Resume", "The workers read on, each segment from its last noted place."),
    CANCEL(
            "Cancel",
            "It ends early, for good. What is loaded stays. An item that is not, and is changed later, is shown to"
                    + " projections without what it was before, as without a backfill.");

    private final String label;
    private final String consequence;

    Decision(String label, String consequence) {
        this.label = label;
        this.consequence = consequence;
    }

    public String label() {
        return label;
    }

    /** What will happen, for whoever is about to decide so. */
    public String consequence() {
        return consequence;
    }

    /** As it stands in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Decision> of(String word) {
        for (Decision decision : values()) {
            if (decision.word().equals(word)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /** Whether it can be decided about a table whose last backfill this is. */
    public boolean isPossible(Optional<Backfill> last) {
        BackfillState state = last.map(Backfill::state).orElse(BackfillState.DONE);
        return switch (this) {
            case START -> state == BackfillState.DONE || state == BackfillState.OPENING;
            case PAUSE -> state == BackfillState.SCANNING;
            case RESUME -> state == BackfillState.PAUSED;
            case CANCEL ->
                switch (state) {
                    case OPENING, SCANNING, PAUSED -> true;
                    case DRAINING, CLEARING, DONE -> false;
                };
        };
    }
}
