package dev.afterimage.stream.fetch;

import dev.afterimage.stream.StreamReader;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a shard has been read. Immutable; its methods are the moves that a reading makes.
 *
 * @param since when it began, or was to begin
 * @param begun whether a read was tried
 * @param last when a read last succeeded, also one that brought nothing
 * @param newest the stream's time of the newest record that was read
 * @param tip when the shard last had no more than was read
 * @param emptyPages how many reads in a row brought nothing
 * @param ended whether it was read to its end
 */
public record ShardReading(
        Instant since,
        boolean begun,
        Optional<Instant> last,
        Optional<Instant> newest,
        Optional<Instant> tip,
        int emptyPages,
        boolean ended) {
    static ShardReading from(Instant now) {
        return new ShardReading(now, false, Optional.empty(), Optional.empty(), Optional.empty(), 0, false);
    }

    /** Whether the shard had no more than was read, when it was last read. */
    public boolean atTip() {
        return ended || emptyPages >= StreamReader.EMPTY_PAGES_AT_TIP;
    }

    ShardReading begin() {
        return new ShardReading(since, true, last, newest, tip, emptyPages, ended);
    }

    /** A read has brought records, of which the newest has this time. */
    ShardReading read(Instant now, Optional<Instant> time) {
        return new ShardReading(since, true, Optional.of(now), time.or(() -> newest), tip, 0, ended);
    }

    /** A read has brought nothing. */
    ShardReading readNothing(Instant now) {
        ShardReading next = new ShardReading(since, true, Optional.of(now), newest, tip, emptyPages + 1, ended);
        return next.atTip() ? next.withTip(now) : next;
    }

    ShardReading end(Instant now) {
        return ended ? this : ended(now);
    }

    private ShardReading ended(Instant now) {
        return new ShardReading(since, true, Optional.of(now), newest, tip, emptyPages, true).withTip(now);
    }

    private ShardReading withTip(Instant now) {
        return new ShardReading(since, begun, last, newest, Optional.of(now), emptyPages, ended);
    }
}
