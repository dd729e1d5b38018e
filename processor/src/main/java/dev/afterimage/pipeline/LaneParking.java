package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.projection.ProjectionName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a lane's changes is to be kept instead of applied: those that were found to be bad, and those behind them. For
 * one thread.
 *
 * <p>It knows the marks of the lane's whole table as they were read after the lane's position. Only whoever moves that
 * position adds marks of the lane's items; and where an operator has taken one away since, the commit is stale.
 */
final class LaneParking {
    private final TableName table;
    private final ParkingLot lot;
    private final Router router;
    private final Map<ParkedItem, SequenceNumber> tails = new HashMap<>();
    private final Map<ProjectionName, Verdict> verdicts = new HashMap<>();

    /** That a projection cannot take a change. */
    private record Verdict(ChangeId change, String reason, int attempts) {}

    LaneParking(TableName table, ParkingLot lot, Router router) {
        this.table = table;
        this.lot = lot;
        this.router = router;
    }

    /** Reads the marks; to be called after the position was read. */
    void reload() {
        tails.clear();
        lot.markers(table).forEach(marker -> tails.put(marker.item(), marker.tail()));
    }

    /** How many items of the table wait, for any projection. */
    int items() {
        return tails.size();
    }

    boolean waits(ProjectionName projection, Change change) {
        return tails.containsKey(new ParkedItem(projection, table, change.key()));
    }

    /** Lets the change be kept for these projections from now on. */
    void condemn(Change change, Collection<ProjectionName> projections, String reason, int attempts) {
        projections.forEach(projection -> verdicts.put(projection, new Verdict(change.id(), reason, attempts)));
    }

    boolean isCondemned(Change change, ProjectionName projection) {
        Verdict verdict = verdicts.get(projection);
        return verdict != null && verdict.change().equals(change.id());
    }

    /** Notes what a committed plan has kept. */
    void committed(CommitPlan plan) {
        for (CommitPlan.ParkedNotice notice : plan.parked()) {
            Change change = notice.change();
            tails.put(new ParkedItem(notice.projection(), table, change.key()), change.sequence());
        }
        verdicts.values().removeIf(verdict -> {
            ChangeId id = verdict.change();
            return plan.leads().stream().anyMatch(lead -> lead.shows(id))
                    || plan.completed().stream().anyMatch(change -> change.id().equals(id));
        });
    }

    /** A look at the changes after a position, in their order. */
    View after(Position position) {
        return new View(position);
    }

    /** Goes through changes that are still to be committed. */
    final class View {
        private final Position position;
        private final Map<ParkedItem, SequenceNumber> pending = new HashMap<>();

        private View(Position position) {
            this.position = position;
        }

        /** The next step, with the projections that are not to take it. */
        Asked next(Step step) {
            return switch (step) {
                case Step.Apply apply -> new Asked(apply, asides(apply.change(), apply::shownTo));
                case Step.Lead lead -> new Asked(lead, asides(lead.change(), lead::shownTo));
                case Step.Pass pass -> new Asked(pass, Map.of());
            };
        }

        private Map<ProjectionName, Aside> asides(Change change, Predicate<ProjectionName> shown) {
            boolean begun = position.split()
                    .filter(split -> split.sequence().equals(change.sequence()))
                    .isPresent();
            if (tails.isEmpty() && verdicts.isEmpty() && !begun) {
                return Map.of();
            }
            List<ProjectionName> projections = router.projections(table);
            Map<ProjectionName, Aside> asides = LinkedHashMap.newLinkedHashMap(projections.size());
            projections.stream()
                    .filter(shown)
                    .forEach(projection -> aside(projection, change).ifPresent(aside -> asides.put(projection, aside)));
            return asides;
        }

        private Optional<Aside> aside(ProjectionName projection, Change change) {
            if (position.parkedFor(change).contains(projection)) {
                return Optional.of(new Aside.Kept());
            }
            ParkedItem item = new ParkedItem(projection, table, change.key());
            Optional<SequenceNumber> behind =
                    Optional.ofNullable(pending.get(item)).or(() -> Optional.ofNullable(tails.get(item)));
            boolean condemned = isCondemned(change, projection);
            if (position.writesApplied(change) > 0) {
                return condemned ? Optional.of(rest(projection, change, behind)) : Optional.empty();
            }
            if (!condemned && behind.isEmpty()) {
                return Optional.empty();
            }
            pending.put(item, change.sequence());
            return Optional.of(
                    condemned
                            ? new Aside.Keep(
                                    verdict(projection).reason(),
                                    verdict(projection).attempts(),
                                    behind)
                            : new Aside.Keep("it waits behind an earlier change of its item", 0, behind));
        }

        private Aside rest(ProjectionName projection, Change change, Optional<SequenceNumber> behind) {
            pending.put(new ParkedItem(projection, table, change.key()), change.sequence());
            Verdict verdict = verdict(projection);
            return new Aside.KeepRest(verdict.reason(), verdict.attempts(), behind, position.writesApplied(change));
        }

        private Verdict verdict(ProjectionName projection) {
            return Optional.ofNullable(verdicts.get(projection)).orElseThrow();
        }
    }
}
