package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.backfill.FenceState.Stage;
import dev.afterimage.change.Change;
import dev.afterimage.pipeline.Step;
import dev.afterimage.pipeline.Step.Lead.Audited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes before a change, or in the place of a reading, while a repair is open: the steps that put the item right, each
 * with the item's fence, which counts them.
 *
 * @param since as {@link Purpose.Repair#since}
 */
record MendedItems(Backfill repair, AuditLog audit, Instant since) {
    /**
     * Before the first change of an item that a lane comes to, all is put right up to where the change begins.
     *
     * @param begun a change of the lane before it of which a part was applied: its entry may still be missing in the log
     */
    List<Step.Lead> before(Change change, Optional<Change> begun, Optional<FenceState> fence) {
        Remembered log = remembered(change);
        Remembered shown = begun.filter(other -> other.key().equals(change.key()))
                .map(log::with)
                .orElse(log);
        List<Change> steps = Mending.steps(change, shown, change.before());
        if (steps.isEmpty()) {
            return List.of(Step.Lead.silent(
                    change, List.of(BackfillRows.fence(repair, change.key(), fence, FenceState.STREAMED))));
        }
        return leads(change, steps, fence, Stage.STREAMED);
    }

    /** What was read of an item that no change came to meanwhile; nothing is written where all is right. */
    List<Step.Lead> found(Change read, Optional<FenceState> fence) {
        return leads(read, Mending.steps(read, remembered(read), read.after()), fence, Stage.LOADED);
    }

    private Remembered remembered(Change of) {
        return Remembered.of(audit, of.table(), of.key(), since);
    }

    private List<Step.Lead> leads(Change change, List<Change> steps, Optional<FenceState> fence, Stage end) {
        List<Step.Lead> leads = new ArrayList<>(steps.size());
        Optional<FenceState> before = fence;
        for (int i = 0; i < steps.size(); i++) {
            FenceState after = before.orElse(FenceState.UNTOUCHED).next(i + 1 < steps.size() ? Stage.MENDING : end);
            leads.add(lead(change, steps.get(i), before, after));
            before = Optional.of(after);
        }
        return leads;
    }

    private Step.Lead lead(Change change, Change step, Optional<FenceState> before, FenceState after) {
        return new Step.Lead(
                change,
                step,
                Optional.empty(),
                Optional.of(new Audited(step, List.of())),
                List.of(),
                List.of(BackfillRows.fence(repair, change.key(), before, after)));
    }
}
