package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.change.Change;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Position;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.pipeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads the items that were read, or puts right what was shown of them, as changes of a lane of the reading's own: unless
 * one is fenced, since then that was done before, or changes of it have come first and have done it. What the lane itself
 * does for it is nothing.
 */
final class ScanFences implements Foresight {
    private final Backfill backfill;
    private final Backfills backfills;
    private final AuditLog audit;

    ScanFences(Backfill backfill, Backfills backfills, AuditLog audit) {
        this.backfill = backfill;
        this.backfills = backfills;
        this.audit = audit;
    }

    @Override
    public boolean wantsStored(Position position) {
        return false;
    }

    @Override
    public void reload() {}

    @Override
    public View view(Position position) {
        Set<ItemKey> seen = new HashSet<>();
        return changes -> {
            Map<ItemKey, FenceState> fences = backfills.fences(
                    backfill.table(),
                    changes.stream().map(Change::key).distinct().toList());
            List<Step> steps = new ArrayList<>(2 * changes.size());
            for (Change change : changes) {
                if (seen.add(change.key())) {
                    steps.addAll(leads(change, Optional.ofNullable(fences.get(change.key()))));
                }
                steps.add(new Step.Pass(change));
            }
            return new Steps(steps, fences.values().stream().anyMatch(ScanFences::isBegun));
        };
    }

    private List<Step.Lead> leads(Change read, Optional<FenceState> fence) {
        return switch (backfill.purpose()) {
            case Purpose.Load _ -> fence.isEmpty() && !isFollowed(read) ? List.of(load(read)) : List.of();
            case Purpose.Repair(Instant since) ->
                fence.isEmpty() || isBegun(fence.get())
                        ? new MendedItems(backfill, audit, since).found(read, fence)
                        : List.of();
        };
    }

    /** Whether a reading has begun to put the item right that did not come to the end of it. */
    private static boolean isBegun(FenceState fence) {
        return fence.stage() == FenceState.Stage.MENDING;
    }

    /** What was followed from its first change on before the backfill was opened is loaded already. */
    private boolean isFollowed(Change change) {
        return backfill.settings().late()
                && audit.recordsOf(ItemText.of(change.table(), change.key())).hasNext();
    }

    private Step.Lead load(Change read) {
        return Baseline.load(
                read,
                read.after().orElseThrow(),
                read.changedAt(),
                BackfillRows.fence(backfill, read.key(), Optional.empty(), FenceState.LOADED));
    }
}
