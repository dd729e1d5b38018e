package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard has been fetched. The fetcher writes it and the shard's consumer reads it, so that a page that was
 * lost between the two is noticed. Thread-safe.
 */
public final class ShardFeed {
    private final ShardId shard;
    private volatile @Nullable SequenceNumber fetched;
    private volatile @Nullable Instant atTip;

    ShardFeed(ShardId shard) {
        this.shard = shard;
    }

    public ShardId shard() {
        return shard;
    }

    /** The newest record that was fetched; empty before the first. */
    public Optional<SequenceNumber> fetched() {
        return Optional.ofNullable(fetched);
    }

    /** When the shard had no more records than were fetched; empty before the first such moment. */
    public Optional<Instant> atTip() {
        return Optional.ofNullable(atTip);
    }

    void fetched(SequenceNumber newest) {
        fetched = newest;
    }

    void atTip(Instant now) {
        atTip = now;
    }
}
