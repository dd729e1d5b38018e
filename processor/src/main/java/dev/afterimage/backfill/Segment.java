package dev.afterimage.backfill;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of a table that is read by one worker at a time. How far it says that it was read may lag behind: what is read
 * again is fenced by then. Immutable.
 *
 * @param generation which of the table's backfills it belongs to
 * @param revision counts what was stored of it; the next is stored only where this one is
 * @param owner who reads it; empty where nobody does
 * @param ownedUntil when others may take it over from a worker of whom nothing was heard
 * @param last the item up to which it was read; empty at its beginning
 * @param read how many items were read
 * @param loaded how many of these were loaded; changes had come first for the others
 * @param done whether it was read to its end
 */
public record Segment(
        TableName table,
        String generation,
        int index,
        long revision,
        Optional<String> owner,
        Instant ownedUntil,
        Optional<ItemKey> last,
        long read,
        long loaded,
        boolean done) {
    /** So long nothing is heard of a worker before others take its segments over. */
    public static final Duration LEASE = Duration.ofSeconds(20);

    /**
     * A segment of which nothing was read.
     *
     * @param before the segment of the backfill before that had this place
     */
    public static Segment first(Backfill backfill, int index, Optional<Segment> before) {
        return new Segment(
                backfill.table(),
                backfill.generation(),
                index,
                before.map(Segment::revision).orElse(0L) + 1,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                0,
                0,
                false);
    }

    /** Whether it is one of the audit log, and not of the table. */
    public boolean isOfLog(Backfill backfill) {
        return index >= backfill.settings().segments();
    }

    /** How people call it. */
    public String name(Backfill backfill) {
        return isOfLog(backfill) ? "log " + (index - backfill.settings().segments()) : Integer.toString(index);
    }

    /** The lane of its reading: no shard is called so. */
    Lane lane() {
        long started = Instant.parse(generation).toEpochMilli();
        String name = String.format(Locale.ROOT, "%sbackfill-%d-%04d", Lane.INTERNAL, started, index);
        return new Lane(table, new ShardId(name));
    }

    public boolean isFree(Instant now) {
        return !done && (owner.isEmpty() || !now.isBefore(ownedUntil));
    }

    /** This worker has it from now on, or still. */
    public Segment ownedBy(String worker, Instant now) {
        return new Segment(
                table, generation, index, revision + 1, Optional.of(worker), now.plus(LEASE), last, read, loaded, done);
    }

    /** Its owner has come so far. */
    public Segment advanced(Optional<ItemKey> to, int items, long newlyLoaded, Instant now) {
        return new Segment(
                table,
                generation,
                index,
                revision + 1,
                to.isPresent() ? owner : Optional.empty(),
                now.plus(LEASE),
                to,
                read + items,
                loaded + newlyLoaded,
                to.isEmpty());
    }

    /** Nobody has it. */
    public Segment released() {
        return new Segment(
                table, generation, index, revision + 1, Optional.empty(), Instant.EPOCH, last, read, loaded, done);
    }
}
