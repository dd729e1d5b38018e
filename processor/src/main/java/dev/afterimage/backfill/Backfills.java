package dev.afterimage.backfill;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored of backfills; reads are strongly consistent. Fences are written only by commits. Thread-safe. */
public interface Backfills {
    /** The table's last backfill; empty where there never was one. */
    Optional<Backfill> of(TableName table);

    /** The last backfill of every table that had one, by table. */
    List<Backfill> all();

    /** Stores the next revision; answers whether the one before it was stored, or none if it is the first. */
    boolean put(Backfill next);

    /** The segments of the table's last backfill, in their order. */
    List<Segment> segments(TableName table);

    /** Stores the next revision; answers whether the one before it was stored, or none if it is the first. */
    boolean put(Segment next);

    /** The fences of these items, as far as they have any. */
    Map<ItemKey, FenceState> fences(TableName table, Collection<ItemKey> items);

    /** Deletes the fences of a backfill that is over; answers how many there were. */
    long clear(Backfill over);
}
