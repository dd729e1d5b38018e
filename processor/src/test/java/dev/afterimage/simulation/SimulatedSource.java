package dev.afterimage.simulation;

import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.backfill.TablePages;
import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** A table to which changes happen, one after the other, and whose streams show each a little later. */
final class SimulatedSource implements TablePages, BackfillWork.Behind {
    static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int LATEST_MILLIS = 1_500;

    private final List<SimulatedStream.Shard> shards;
    private final Random random;
    private final InstantSource clock;
    private final Function<Lane, Position> positions;
    private final Set<Change> lost;
    private final Map<Lane, List<Instant>> happened = new HashMap<>();
    private final Map<Lane, List<Instant>> shown = new HashMap<>();
    private final Map<String, Found> items = new TreeMap<>();

    SimulatedSource(SimulatedStream stream, Random random, InstantSource clock, Function<Lane, Position> positions) {
        this(stream, random, clock, positions, Set.of());
    }

    /**
     * A table.
     *
     * @param lost changes that its streams never show
     */
    SimulatedSource(
            SimulatedStream stream,
            Random random,
            InstantSource clock,
            Function<Lane, Position> positions,
            Set<Change> lost) {
        this.lost = lost;
        this.shards = stream.shards().stream()
                .filter(shard -> shard.lane().table().equals(SimulatedStream.THINGS))
                .toList();
        this.random = random;
        this.clock = clock;
        this.positions = positions;
        shards.forEach(shard -> {
            happened.put(shard.lane(), new ArrayList<>());
            shown.put(shard.lane(), new ArrayList<>());
        });
        stream.older().forEach(this::put);
    }

    List<SimulatedStream.Shard> shards() {
        return shards;
    }

    /** One change happens; answers whether there was one to happen. */
    boolean change() {
        List<SimulatedStream.Shard> open = shards.stream()
                .filter(Predicate.not(this::isOver))
                .filter(shard -> shard.parents().stream().allMatch(this::isOver))
                .toList();
        if (open.isEmpty()) {
            return false;
        }
        SimulatedStream.Shard shard = open.get(random.nextInt(open.size()));
        List<Instant> times = times(happened, shard.lane());
        Change change = shard.changes().get(times.size());
        change.after()
                .ifPresentOrElse(this::put, () -> items.remove(change.key().canonical()));
        times.add(clock.instant());
        times(shown, shard.lane()).add(clock.instant().plusMillis(random.nextInt(LATEST_MILLIS)));
        return true;
    }

    private void put(Item item) {
        ItemKey key = ItemKey.of("id", item.string("id").orElseThrow());
        items.put(key.canonical(), new Found(key, item));
    }

    /** How many of a shard's changes its stream shows by now: none before those that come before it. */
    int visible(SimulatedStream.Shard shard) {
        List<Instant> times = times(shown, shard.lane());
        int visible = 0;
        while (visible < times.size() && !times.get(visible).isAfter(clock.instant())) {
            visible++;
        }
        return visible;
    }

    private boolean isOver(Lane lane) {
        return shards.stream().filter(shard -> shard.lane().equals(lane)).allMatch(this::isOver);
    }

    /** Whether nothing more happens on the shard. */
    boolean isOver(SimulatedStream.Shard shard) {
        return times(happened, shard.lane()).size() == shard.changes().size()
                && shard.parents().stream().allMatch(this::isOver);
    }

    /** What the table holds now. */
    Map<String, Item> items() {
        Map<String, Item> now = new TreeMap<>();
        items.forEach((key, found) -> now.put(key, found.image().orElseThrow()));
        return now;
    }

    @Override
    public Page read(Part part, Optional<ItemKey> from, int limit) {
        List<Found> page = items.values().stream()
                .filter(found -> Math.floorMod(found.key().canonical().hashCode(), part.segments()) == part.segment())
                .filter(found -> from.isEmpty()
                        || found.key().canonical().compareTo(from.get().canonical()) > 0)
                .limit(Math.min(limit, 1 + random.nextInt(4)))
                .toList();
        return new Page(
                page,
                page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().key()),
                page.size());
    }

    @Override
    public long roughCount(TableName table) {
        return items.size();
    }

    @Override
    public BackfillWork.Look look(TableName table, Instant until) {
        Set<Lane> all = new HashSet<>();
        Set<Lane> behind = new HashSet<>();
        for (SimulatedStream.Shard shard : shards) {
            all.add(shard.lane());
            Position position = positions.apply(shard.lane());
            if (shard.changes().stream()
                    .limit(visible(shard))
                    .anyMatch(change -> !lost.contains(change) && !position.covers(change.sequence()))) {
                behind.add(shard.lane());
            }
        }
        return new BackfillWork.Look(all, behind);
    }

    private static List<Instant> times(Map<Lane, List<Instant>> map, Lane lane) {
        return Optional.ofNullable(map.get(lane)).orElseThrow();
    }
}
