package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNotes;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies parked changes after all, in the order of their item and each exactly once, or gives them up. For one thread;
 * other operators and the item's lane may be at work at the same time.
 *
 * <p>Each step is decided on what is stored, and its transaction holds only where that is still so: a parked change is
 * guarded by its revision, the marker of its item by that another change waits or, where it goes, by its tail.
 */
public final class Redriver {
    private final Parts parts;
    private final Settling settling;
    private final StopSignal stop;

    /** What operators work with. */
    public record Parts(
            Router router,
            Containment containment,
            CommitPlanner planner,
            Committer committer,
            ParkingLot lot,
            AuditNotes notes,
            AuditRows auditRows,
            FailurePolicy failures,
            InstantSource clock) {}

    /**
     * A redriver.
     *
     * @param operator who is to be noted in the audit log
     */
    public Redriver(Parts parts, String operator, StopSignal stop) {
        this.parts = parts;
        this.settling = new Settling(parts.auditRows(), operator);
        this.stop = stop;
    }

    /** Tells, change by change, what redriving the item would do; writes nothing. */
    public List<Redrivable> preview(ParkedItem item) {
        List<Redrivable> found = new ArrayList<>();
        parts.lot().records(item).forEachRemaining(parked -> found.add(look(parked)));
        return found;
    }

    /** Tells what redriving this change would do, whatever waits before it; writes nothing. */
    public Redrivable preview(ParkedRecord parked) {
        return look(parked);
    }

    /**
     * Applies the item's changes until none waits or one cannot be applied.
     *
     * @param settled is told each change that was applied, and those that somebody else has settled meanwhile
     */
    public RedriveEnd redrive(ParkedItem item, Consumer<Settlement> settled) {
        return run(item, new Apply(parts.planner(), settling, this::look), settled);
    }

    /**
     * Gives up the item's changes from one sequence number to another, both included: their projection will never see
     * them.
     *
     * @param settled is told each change that was given up, and those that somebody else has settled meanwhile
     */
    public RedriveEnd discard(ParkedItem item, Range range, String reason, Consumer<Settlement> settled) {
        return run(item, new GiveUp(settling, range, reason), settled);
    }

    private RedriveEnd run(ParkedItem item, RedriveTask task, Consumer<Settlement> settled) {
        return new RedriveRun(parts, stop, item, task, settled).run();
    }

    /** The sequence numbers from one to another, both included. */
    public record Range(SequenceNumber first, SequenceNumber last) {
        public boolean contains(SequenceNumber sequence) {
            return sequence.compareTo(first) >= 0 && sequence.compareTo(last) <= 0;
        }
    }

    private Redrivable look(ParkedRecord parked) {
        return switch (parked) {
            case ParkedRecord.Whole whole -> look(whole.change());
            case ParkedRecord.Damaged damaged -> new Redrivable.Damaged(damaged);
        };
    }

    private Redrivable look(ParkedChange change) {
        Optional<Asked> asked = parts.router().asked(change.projection(), change.change());
        if (asked.isEmpty()) {
            return new Redrivable.Orphaned(change);
        }
        List<Routed> answer =
                new Projecting(parts.router(), parts.containment(), parts.clock()).answers(List.of(asked.get()));
        return answer.isEmpty()
                ? new Redrivable.Failing(change, "projection " + change.projection() + " was interrupted")
                : look(change, answer.getFirst());
    }

    private static Redrivable look(ParkedChange change, Routed answer) {
        return switch (answer) {
            case Routed.Projected projected ->
                new Redrivable.Fit(
                        change,
                        projected.projected().writes(change.projection()),
                        projected.projected().basis(change.projection()),
                        projected.projected().links());
            case Routed.Failed failed ->
                new Redrivable.Failing(change, "projection " + change.projection() + " failed: " + failed.reason());
            case Routed.Later _, Routed.Wanting _ ->
                throw new IllegalStateException(
                        "nothing is pending before " + change.change().id());
        };
    }
}
