package dev.afterimage.simulation;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.FenceState;
import dev.afterimage.backfill.Segment;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored of backfills; sometimes it cannot be reached, and between any two calls others may come. */
final class FaultyBackfills implements Backfills {
    private final World world;
    private final Backfills backfills;

    FaultyBackfills(World world, Backfills backfills) {
        this.world = world;
        this.backfills = backfills;
    }

    /** Looks without a turn. */
    Optional<Backfill> now(TableName table) {
        return backfills.of(table);
    }

    @Override
    public Optional<Backfill> of(TableName table) {
        strike();
        return backfills.of(table);
    }

    @Override
    public List<Backfill> all() {
        strike();
        return backfills.all();
    }

    @Override
    public boolean put(Backfill next) {
        strike();
        boolean put = backfills.put(next);
        world.history().note(() -> "the backfill becomes " + next + ": " + put);
        return put;
    }

    @Override
    public List<Segment> segments(TableName table) {
        strike();
        return backfills.segments(table);
    }

    @Override
    public boolean put(Segment next) {
        strike();
        return backfills.put(next);
    }

    @Override
    public Map<ItemKey, FenceState> fences(TableName table, Collection<ItemKey> items) {
        strike();
        Map<ItemKey, FenceState> fences = backfills.fences(table, items);
        world.history().note(() -> "fences " + fences);
        world.turns().pass();
        return fences;
    }

    @Override
    public long clear(Backfill over) {
        strike();
        return backfills.clear(over);
    }

    private void strike() {
        world.turns().pass();
        if (world.faults().strikes(Fault.UNREADABLE_POSITION)) {
            throw new Unexpected("no answer");
        }
    }
}
