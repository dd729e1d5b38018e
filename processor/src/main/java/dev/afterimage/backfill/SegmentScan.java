package dev.afterimage.backfill;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSignal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one segment of a table and loads its items, as the changes of a lane of its own. What keeps an item from being
 * loaded twice is its fence; how far the segment was read is only a hint, which may lag behind. For one thread.
 */
final class SegmentScan {
    private final Backfill backfill;
    private final Loading parts;
    private final StopSignal stop;
    private final ChangePipeline pipeline;
    private Segment segment;
    private BigInteger number = BigInteger.ZERO;
    private long loaded;
    private boolean overtaken;

    SegmentScan(Backfill backfill, Segment owned, Loading parts, StopSignal stop) {
        this.backfill = backfill;
        this.segment = owned;
        this.parts = parts;
        this.stop = new UntilOver(stop);
        ChangePipeline.Parts lanes = parts.lanes()
                .with(lane -> parts.around().apply(new ScanFences(backfill, parts.backfills(), parts.audit())))
                .with(parts.lanes().failures().steppingBack())
                .with(PipelineListener.all(List.of(parts.lanes().listener(), new Counting())));
        this.pipeline = new ChangePipeline(owned.lane(), lanes, this.stop);
    }

    /** Reads on to the segment's end, or until it is told to stop, the backfill is, or another worker has the segment. */
    void run() {
        if (!pipeline.open()) {
            return;
        }
        number = lastNumber();
        Pace.Cost ofOne = Pace.Cost.UNKNOWN;
        boolean owned = true;
        while (owned && !segment.done() && goesOn()) {
            Instant start = now();
            Pace pace = pace();
            TablePages.Page page = read(pace.items(ofOne));
            owned = pipeline.apply(numbered(page.items())) && (isOvertaken() || note(page));
            Duration took = Duration.between(start, now());
            int items = page.items().size();
            ofOne = items == 0 ? ofOne : Pace.Cost.of(items, page.units(), took);
            owned = owned && rest(pace.after(items, page.units(), took));
        }
        end(owned);
    }

    private BigInteger lastNumber() {
        return pipeline.position()
                .sequence()
                .map(last -> new BigInteger(last.digits()))
                .orElse(BigInteger.ZERO);
    }

    /**
     * Whether something of the page was left out since its numbers were taken. A worker that had the segment before may
     * have given them to other items: so the page is not noted, but read again and numbered anew.
     */
    private boolean isOvertaken() {
        boolean again = overtaken;
        if (again) {
            number = lastNumber();
            overtaken = false;
        }
        return again;
    }

    private void end(boolean owned) {
        if (segment.done()) {
            pipeline.close();
        } else if (owned) {
            parts.backfills().put(segment.released());
        }
        pipeline.leave();
    }

    private boolean goesOn() {
        return !stop.raised()
                && parts.backfills()
                        .of(backfill.table())
                        .filter(now -> now.state() == BackfillState.SCANNING
                                && now.generation().equals(backfill.generation()))
                        .isPresent();
    }

    /** Who else reads need be known only where all together have a limit. */
    private Pace pace() {
        if (!backfill.settings().isLimited()) {
            return Pace.unlimited();
        }
        long reading = parts.backfills().segments(backfill.table()).stream()
                .filter(one -> !one.done() && !one.isFree(now()))
                .count();
        return Pace.of(backfill.settings(), (int) reading);
    }

    private TablePages.Page read(int items) {
        return segment.isOfLog(backfill)
                ? parts.logged().read(part(), segment.last(), items)
                : parts.pages().read(part(), segment.last(), items);
    }

    private TablePages.Part part() {
        return new TablePages.Part(
                backfill.table(),
                segment.index() % backfill.settings().segments(),
                backfill.settings().segments(),
                backfill.settings().consistent());
    }

    private List<Change> numbered(List<TablePages.Found> items) {
        Instant at = now();
        List<Change> read = new ArrayList<>(items.size());
        for (TablePages.Found found : items) {
            number = number.add(BigInteger.ONE);
            ChangeId id = new ChangeId(backfill.table(), found.key(), SequenceNumber.of(number.toString()));
            read.add(found.as(id, at));
        }
        return read;
    }

    private boolean note(TablePages.Page page) {
        Segment next = segment.advanced(page.last(), page.items().size(), loaded, now());
        loaded = 0;
        boolean noted = parts.backfills().put(next);
        segment = noted ? next : segment;
        return noted;
    }

    /** Waits, and lets others know that it is still there; answers whether the segment is still this worker's. */
    private boolean rest(Duration wait) {
        Duration slice = Segment.LEASE.dividedBy(3);
        Duration left = wait;
        while (left.compareTo(slice) > 0 && stop.pause(slice)) {
            Segment kept = segment.ownedBy(segment.owner().orElseThrow(), now());
            if (!parts.backfills().put(kept)) {
                return false;
            }
            segment = kept;
            left = left.minus(slice);
        }
        stop.pause(left);
        return true;
    }

    private Instant now() {
        return parts.lanes().clock().instant();
    }

    /** Counts what is loaded; what was fenced before is passed. */
    private final class Counting implements PipelineListener {
        @Override
        public void applied(CommitPlan plan, double writeUnits, Duration took) {
            int items = (int) plan.leads().stream()
                    .map(lead -> lead.change().key())
                    .distinct()
                    .count();
            loaded += items;
            parts.listener().loaded(backfill.table(), items);
        }

        @Override
        public void alreadyApplied(Lane lane, int changes) {
            overtaken = true;
        }

        @Override
        public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
            parts.listener().halted(backfill.table(), segment.index(), reason);
        }
    }

    /** Ends, too, where the backfill was over before this reading noticed: its lane was closed by others then. */
    private final class UntilOver implements StopSignal {
        private final StopSignal told;

        private UntilOver(StopSignal told) {
            this.told = told;
        }

        @Override
        public boolean raised() {
            return isOver() || told.raised();
        }

        @Override
        public boolean pause(Duration duration) {
            return !isOver() && told.pause(duration);
        }

        private boolean isOver() {
            return !segment.done() && pipeline.position().closed();
        }
    }
}
