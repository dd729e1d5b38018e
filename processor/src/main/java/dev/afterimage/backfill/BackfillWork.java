package dev.afterimage.backfill;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a worker does for the backfills of its tables, a step at a time: it takes segments that nobody reads, notes when all
 * are read, looks whether lanes have passed that end, and then clears up. Several workers may do it at once. For one thread.
 */
public final class BackfillWork {
    private final Set<TableName> tables;
    private final Parts parts;
    private final Map<TableName, Drain> drains = new HashMap<>();

    /**
     * What it works with.
     *
     * @param worker names this worker
     * @param behind looks which lanes of a table have still changes to apply that happened before a moment
     * @param settling so long after the end of the reading it is sure that streams show all that happened before it
     * @param scans where segments are read
     */
    public record Parts(String worker, Loading loading, Behind behind, Duration settling, Scans scans) {}

    /** Which lanes of a table have still changes to apply that happened up to a moment, those of its children included. */
    public interface Behind {
        Look look(TableName table, Instant until);
    }

    /** Every lane of a table, and those that are behind. */
    public record Look(Set<Lane> all, Set<Lane> behind) {}

    /** Reads segments beside, no more than it may at once. */
    public interface Scans {
        boolean hasRoom();

        /** Starts one, and lets it know when it is to stop. */
        void start(Consumer<StopSignal> scan);
    }

    /** The lanes of a table that were seen to be past the end of the reading, since this worker knows of that end. */
    private record Drain(String generation, Instant since, Set<Lane> passed) {}

    public BackfillWork(Collection<TableName> tables, Parts parts) {
        this.tables = Set.copyOf(tables);
        this.parts = parts;
    }

    /** Does what there is to do now. */
    public void beat() {
        parts.loading().backfills().all().stream()
                .filter(backfill -> tables.contains(backfill.table()))
                .forEach(this::work);
    }

    private void work(Backfill backfill) {
        switch (backfill.state()) {
            case OPENING, PAUSED, DONE -> {}
            case SCANNING -> scan(backfill);
            case DRAINING -> drain(backfill);
            case CLEARING -> clear(backfill);
        }
    }

    private void scan(Backfill backfill) {
        List<Segment> segments = segments(backfill);
        if (segments.stream().allMatch(Segment::done)) {
            move(backfill.scanned(now()));
            return;
        }
        segments.stream()
                .filter(segment -> parts.scans().hasRoom() && segment.isFree(now()))
                .map(segment -> segment.ownedBy(parts.worker(), now()))
                .filter(parts.loading().backfills()::put)
                .forEach(owned ->
                        parts.scans().start(stop -> new SegmentScan(backfill, owned, parts.loading(), stop).run()));
    }

    private List<Segment> segments(Backfill backfill) {
        return parts.loading().backfills().segments(backfill.table()).stream()
                .filter(segment -> segment.generation().equals(backfill.generation()))
                .toList();
    }

    /** A look is proof only where it began long enough after this worker has learnt of the end. */
    private void drain(Backfill backfill) {
        Drain drain = Optional.ofNullable(drains.get(backfill.table()))
                .filter(known -> known.generation().equals(backfill.generation()))
                .orElseGet(() -> new Drain(backfill.generation(), now(), new HashSet<>()));
        drains.put(backfill.table(), drain);
        Instant settled = drain.since().plus(parts.settling());
        if (now().isBefore(settled)) {
            return;
        }
        Look look = parts.behind().look(backfill.table(), settled);
        look.all().stream().filter(lane -> !look.behind().contains(lane)).forEach(drain.passed()::add);
        if (!look.all().isEmpty() && drain.passed().containsAll(look.all())) {
            move(backfill.drained());
        }
    }

    private void clear(Backfill backfill) {
        Notice notice = new Notice(
                parts.loading().lanes().positions(),
                parts.loading().lanes().committer(),
                parts.loading().lanes().clock());
        List<Segment> segments = segments(backfill);
        if (notice.end(segments) && notice.to(backfill.table()) && close(backfill)) {
            parts.loading().backfills().clear(backfill);
            drains.remove(backfill.table());
            move(backfill.done(now()));
        }
    }

    /** What a repair has closed is noted; answers whether it is. */
    private boolean close(Backfill backfill) {
        return !backfill.isRepair()
                || backfill.cancelled()
                || new RepairedGaps(
                                parts.loading().audit(), parts.loading().lanes().committer())
                        .close(backfill, now());
    }

    private void move(Backfill next) {
        if (parts.loading().backfills().put(next)) {
            parts.loading().listener().moved(next);
        }
    }

    private Instant now() {
        return parts.loading().lanes().clock().instant();
    }
}
