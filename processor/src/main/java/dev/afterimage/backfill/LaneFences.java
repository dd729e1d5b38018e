package dev.afterimage.backfill;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.pipeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a lane must know while the backfill of its table is open: whether the item of a change has been loaded, and with
 * which image. The first change of an item finds one of three cases:
 *
 * <ul>
 *   <li>The item was not loaded, and was there: it is loaded now, with the image that the change begins with.
 *   <li>It was loaded with that image, or it was not there: nothing is to be done.
 *   <li>It was loaded with another, which holds changes that the lane has still to come to: what projections have made of it
 *       is taken back to what the change begins with, and its baseline with it.
 * </ul>
 *
 * In each the fence says from then on that changes of the item have come, so no scan loads it any more. While the table is
 * repaired, what was shown of the item is put right first, up to where the change begins.
 */
public final class LaneFences implements Foresight {
    private final TableName table;
    private final Backfills backfills;
    private final AuditLog audit;
    private final Baseline baseline;
    private Optional<Backfill> open = Optional.empty();

    public LaneFences(TableName table, Backfills backfills, AuditLog audit, AuditRows auditRows) {
        this.table = table;
        this.backfills = backfills;
        this.audit = audit;
        this.baseline = new Baseline(auditRows);
    }

    @Override
    public boolean wantsStored(Position position) {
        return !position.stored();
    }

    @Override
    public void reload() {
        open = backfills.of(table).filter(Backfill::isOpen);
    }

    @Override
    public View view(Position position) {
        return open.<View>map(backfill -> new Fenced(backfill, position)).orElse(View.PLAIN);
    }

    /** Goes through changes, and remembers what those before have made of the fences. */
    private final class Fenced implements View {
        private final Backfill backfill;
        private final Position position;
        private final Map<ItemKey, FenceState> known = new HashMap<>();
        private Optional<Change> begun = Optional.empty();

        private Fenced(Backfill backfill, Position position) {
            this.backfill = backfill;
            this.position = position;
        }

        @Override
        public Steps steps(List<Change> changes) {
            Collection<ItemKey> unknown = changes.stream()
                    .map(Change::key)
                    .filter(key -> !known.containsKey(key))
                    .distinct()
                    .toList();
            Map<ItemKey, FenceState> fences = unknown.isEmpty() ? Map.of() : backfills.fences(table, unknown);
            changes.stream().filter(this::isBegun).findFirst().ifPresent(change -> begun = Optional.of(change));
            Map<ChangeId, List<Step.Lead>> leads = leads(changes, fences);
            List<Step> steps = new ArrayList<>(changes.size() + leads.size());
            for (Change change : changes) {
                Optional.ofNullable(leads.remove(change.id())).ifPresent(steps::addAll);
                steps.add(new Step.Apply(change));
            }
            known.putAll(fences);
            steps.stream()
                    .filter(Step.Lead.class::isInstance)
                    .forEach(lead -> known.put(lead.change().key(), FenceState.STREAMED));
            return new Steps(steps, !fences.values().stream().allMatch(FenceState::isStreamed));
        }

        /** For each item whose first change is among these, what goes before it. */
        private Map<ChangeId, List<Step.Lead>> leads(List<Change> changes, Map<ItemKey, FenceState> fences) {
            Map<ChangeId, List<Step.Lead>> leads = new HashMap<>();
            Set<ItemKey> led = new HashSet<>();
            for (Change change : changes) {
                ItemKey key = change.key();
                Optional<FenceState> fence =
                        Optional.ofNullable(known.get(key)).or(() -> Optional.ofNullable(fences.get(key)));
                if (fence.filter(FenceState::isStreamed).isEmpty() && !isBegun(change) && led.add(key)) {
                    leads.put(change.id(), before(change, fence));
                }
            }
            return leads;
        }

        /** The rest of a change must be what it was when it was begun; that was before the backfill was open. */
        private boolean isBegun(Change change) {
            return position.split()
                    .filter(split -> split.sequence().equals(change.sequence()))
                    .isPresent();
        }

        private List<Step.Lead> before(Change change, Optional<FenceState> fence) {
            return switch (backfill.purpose()) {
                case Purpose.Load _ -> List.of(lead(change, fence));
                case Purpose.Repair(Instant since) ->
                    new MendedItems(backfill, audit, since).before(change, begun, fence);
            };
        }

        private Step.Lead lead(Change change, Optional<FenceState> before) {
            GuardedWrite fence = BackfillRows.fence(backfill, change.key(), before, FenceState.STREAMED);
            Optional<AuditEntry> first =
                    before.isPresent() || change.before().isPresent() ? first(change) : Optional.empty();
            if (before.isEmpty()) {
                return change.before()
                        .filter(image -> first.isEmpty())
                        .map(image -> Baseline.load(change, image, change.changedAt(), fence))
                        .orElseGet(() -> Step.Lead.silent(change, List.of(fence)));
            }
            AuditEntry loaded = first.orElseThrow(() -> new IllegalStateException(
                    change.id().item() + " was loaded, and yet the audit log does not say with which image"));
            return isSame(loaded.change().after(), change.before())
                    ? Step.Lead.silent(change, List.of(fence))
                    : baseline.correct(change, loaded, fence);
        }

        private Optional<AuditEntry> first(Change change) {
            Iterator<AuditRecord> records = audit.recordsOf(ItemText.of(table, change.key()));
            return records.hasNext() ? Optional.of(entry(records.next())) : Optional.empty();
        }
    }

    private static boolean isSame(Optional<Item> one, Optional<Item> other) {
        return one.equals(other);
    }

    private static AuditEntry entry(AuditRecord record) {
        return switch (record) {
            case AuditRecord.Whole whole -> whole.entry();
            case AuditRecord.Damaged damaged ->
                throw new IllegalStateException("the first audit entry of " + damaged.item() + " is damaged: "
                        + damaged.reason() + ": restore it, since what was loaded follows from it");
        };
    }
}
