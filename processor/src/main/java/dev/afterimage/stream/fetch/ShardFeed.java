package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched of a shard. The fetcher writes it; the shard's consumer reads it, so that a page that was lost
 * between the two is noticed, and tells what is applied; whoever asks sees what waits. Thread-safe.
 */
public final class ShardFeed {
    private final ShardId shard;
    private final InstantSource clock;
    private final Deque<FetchedPage> waiting = new ConcurrentLinkedDeque<>();
    private volatile @Nullable SequenceNumber fetched;
    private volatile ShardReading reading;

    ShardFeed(ShardId shard, InstantSource clock) {
        this.shard = shard;
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
        waiting.removeIf(page ->
                page.lastSequence().filter(last -> last.compareTo(upTo) <= 0).isPresent());
    }

    void begin() {
        reading = reading.begin();
    }

    /** A page was fetched, and will be delivered. */
    void add(FetchedPage page) {
        page.lastSequence().ifPresent(newest -> {
            waiting.add(page);
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
        waiting.removeIf(page -> last.isEmpty()
                || page.lastSequence()
                        .filter(newest -> newest.compareTo(last.get()) > 0)
                        .isPresent());
    }
}
