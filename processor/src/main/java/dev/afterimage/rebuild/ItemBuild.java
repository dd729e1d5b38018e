package dev.afterimage.rebuild;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Expected;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.Item;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Routed;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.Fences;
import dev.afterimage.version.Segment;
import dev.afterimage.version.Segments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Gives a version the changes of an item that it lacks, each once, and closes the item's fence. Each transaction moves the
 * fence on from the revision that was read before the log was: where a lane has added an entry since, nothing of it holds.
 * Thread-safe.
 */
final class ItemBuild {
    /** So many changes are looked at for one transaction at most. */
    private static final int CHANGES_AT_ONCE = 500;

    private final Parts parts;
    private final ProjectionName version;

    /** What it works with; the router is to the version alone. */
    record Parts(
            Router router,
            CommitPlanner planner,
            Committer committer,
            AuditLog log,
            Fences fences,
            Segments segments,
            ParkingLot parking,
            FailurePolicy failures,
            InstantSource clock) {}

    ItemBuild(Parts parts, ProjectionName version) {
        this.parts = parts;
        this.version = version;
    }

    /**
     * Builds an item.
     *
     * @param segment holds only as long as nobody else works on it
     * @param open whether only an item with an open fence lacks something; then no fence is left
     */
    ItemEnd build(String item, Segment segment, boolean open, StopSignal stop) {
        FenceId id = new FenceId(item, version);
        for (int attempt = 1; !stop.raised(); attempt++) {
            Fence fence =
                    Optional.ofNullable(parts.fences().of(List.of(id)).get(id)).orElseGet(() -> Fence.none(id));
            if (open ? !fence.open() : fence.stored() && !fence.open()) {
                return new ItemEnd.Built();
            }
            Step step = step(fence, open);
            switch (commit(step, segment)) {
                case CommitOutcome.Applied applied -> {
                    attempt = 0;
                    if (step.trouble().isPresent()) {
                        return new ItemEnd.Troubled(step.trouble().get());
                    }
                }
                case CommitOutcome.Stale stale -> {
                    if (!held(segment)) {
                        return new ItemEnd.Lost();
                    }
                }
                case CommitOutcome.Contended _, CommitOutcome.Throttled _, CommitOutcome.Unanswered _ ->
                    stop.pause(parts.failures().beforeRetry(attempt));
                case CommitOutcome.Unable unable -> throw new CannotBuildException(unable.detail());
                case CommitOutcome.Rejected rejected -> {
                    return trouble(fence, "DynamoDB refuses its rows: " + rejected.detail(), segment);
                }
            }
        }
        return new ItemEnd.Stopped();
    }

    /** What is to be committed next. */
    private record Step(GuardedWrite fence, List<Write> writes, List<Expected> expected, Optional<String> trouble) {}

    private Step step(Fence fence, boolean open) {
        History history = history(fence);
        Portion portion = new Portion();
        int changes = 0;
        int most = CHANGES_AT_ONCE;
        while (changes < most && history.hasNext()) {
            Change change = history.next();
            if (changes == 0 && waits(fence, change)) {
                return troubled(fence, "changes of it are parked: redrive or discard them first ('parked list')");
            }
            switch (parts.router().route(change, parts.clock().instant())) {
                case Routed.Failed failed -> {
                    return troubled(fence, "change " + change.id() + ": " + failed.reason());
                }
                case Routed.Projected(ProjectedChange projected) -> {
                    portion.add(
                            change, writes(projected), projected.basis(version), changes == 0 ? fence.applied() : 0);
                    most = portion.follows() ? CHANGES_AT_ONCE : 1;
                }
                case Routed.Later _, Routed.Wanting _ ->
                    throw new IllegalStateException("nothing is pending before " + change.id());
            }
            changes++;
        }
        portion.cut(parts.planner());
        if (portion.isTorn()) {
            return troubled(fence, "a change of it writes more rows by what is read than go into one transaction");
        }
        return portion.left()
                .or(() -> history.hasNext()
                        ? Optional.of(new Portion.Place(history.next().sequence(), 0))
                        : Optional.empty())
                .map(left -> new Step(
                        fence.at(left.change(), left.number()).put(),
                        portion.taken(),
                        portion.expected(),
                        Optional.empty()))
                .or(() -> history.trouble().map(reason -> troubled(fence, reason)))
                .orElseGet(() -> new Step(
                        open ? fence.delete() : fence.closed().put(),
                        portion.taken(),
                        portion.expected(),
                        Optional.empty()));
    }

    private History history(Fence fence) {
        String item = fence.id().item();
        return fence.missing()
                .map(first -> new History(parts.log().recordsOf(item, first), Optional.of(() -> before(item, first))))
                .orElseGet(() -> new History(parts.log().recordsOf(item), Optional.empty()));
    }

    /** What the item was before a change, by the log. */
    private Optional<Item> before(String item, SequenceNumber change) {
        Optional<Item> image = Optional.empty();
        Iterator<AuditRecord> records = parts.log().recordsOf(item);
        while (records.hasNext()) {
            AuditRecord record = records.next();
            if (record.sequence().compareTo(change.padded()) >= 0) {
                break;
            }
            image = record instanceof AuditRecord.Whole whole
                    ? whole.entry().change().after()
                    : Optional.empty();
        }
        return image;
    }

    private List<List<Write>> writes(ProjectedChange projected) {
        List<List<Write>> writes = new ArrayList<>();
        projected.writes(version).forEach(write -> writes.add(projected.links().with(write)));
        return writes;
    }

    /** Whether changes of the item wait for the version since before its fence. */
    private boolean waits(Fence fence, Change change) {
        return fence.missing().isPresent()
                && parts.parking()
                        .marker(new ParkedItem(version, change.table(), change.key()))
                        .isPresent();
    }

    private static Step troubled(Fence fence, String reason) {
        return new Step(fence.troubled(reason).put(), List.of(), List.of(), Optional.of(reason));
    }

    private ItemEnd trouble(Fence fence, String reason, Segment segment) {
        return commit(troubled(fence, reason), segment) instanceof CommitOutcome.Applied || held(segment)
                ? new ItemEnd.Troubled(reason)
                : new ItemEnd.Lost();
    }

    private CommitOutcome commit(Step step, Segment segment) {
        return parts.committer()
                .commit(new Redrive(List.of(step.fence(), segment.tick()), step.writes(), step.expected()));
    }

    private boolean held(Segment segment) {
        return parts.segments().segments(version).stream()
                .anyMatch(stored ->
                        stored.index() == segment.index() && stored.claim().equals(segment.claim()));
    }
}
