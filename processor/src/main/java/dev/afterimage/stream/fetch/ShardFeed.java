package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched of a shard. The fetcher writes it; the shard's consumer reads it, so that a page that was lost
 * between the two is noticed, and tells what is applied; whoever asks sees what waits. What it holds it has of the worker's
 * budget, and gives it back as it is applied, or at the latest when the feed is closed. Thread-safe.
 */
public final class ShardFeed {
    private final ShardId shard;
    private final InstantSource clock;
    private final FetchBudget.Share share;
    private final StopSwitch closed = new StopSwitch();
    private final Deque<FetchedPage> waiting = new ConcurrentLinkedDeque<>();
    private volatile @Nullable SequenceNumber fetched;
    private volatile ShardReading reading;

    ShardFeed(ShardId shard, FetchBudget budget, InstantSource clock) {
        this.shard = shard;
        this.share = budget.open();
        this.clock = clock;
        this.reading = ShardReading.from(clock.instant());
    }

    public ShardId shard() {
        return shard;
    }

    /** The newest record that was fetched; empty before the first. */
    public Optional<SequenceNumber> fetched() {
        return Optional.ofNullable(fetched);
    }

    public ShardReading reading() {
        return reading;
    }

    /** The stream's time of the first record that was fetched, is not in the pages that are applied, and is wanted. */
    public Optional<Instant> oldest(Predicate<FetchedRecord> wanted) {
        return waiting.stream()
                .flatMap(page -> page.fetched().stream())
                .filter(wanted)
                .findFirst()
                .flatMap(record -> Optional.ofNullable(record.approximateArrivalTimestamp()));
    }

    /** Everything up to this record is applied. */
    public void applied(SequenceNumber upTo) {
        drop(newest -> newest.compareTo(upTo) <= 0);
    }

    FetchBudget.Share share() {
        return share;
    }

    /** Waits this long, or until the feed is closed; answers whether there may be more to fetch. */
    boolean pause(Duration duration) {
        return closed.pause(duration);
    }

    void begin() {
        reading = reading.begin();
    }

    /** A page was fetched, and will be delivered. */
    synchronized void add(FetchedPage page) {
        share.put(page.weight(), page.fetched().size());
        page.lastSequence().ifPresent(newest -> {
            if (!closed.raised()) {
                waiting.add(page);
            }
            fetched = newest;
        });
        Instant now = clock.instant();
        reading = page.lastSequence().isPresent() ? reading.read(now, page.lastTime()) : reading.readNothing(now);
        if (page.nextShardIterator() == null) {
            reading = reading.end(now);
        }
    }

    /** What was fetched behind this record will not be delivered. */
    void goBackTo(Optional<SequenceNumber> last) {
        drop(newest -> last.isEmpty() || newest.compareTo(last.get()) > 0);
    }

    /** Nobody takes from it any more, and nothing more is to be fetched. */
    synchronized void close() {
        closed.raise();
        waiting.clear();
        share.close();
    }

    private synchronized void drop(Predicate<SequenceNumber> newest) {
        List<FetchedPage> dropped = waiting.stream()
                .filter(page -> page.lastSequence().filter(newest).isPresent())
                .toList();
        waiting.removeAll(dropped);
        dropped.forEach(page -> share.giveBack(page.weight()));
    }
}
