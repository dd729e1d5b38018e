package dev.afterimage.simulation;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The streams of two small tables: what happened to their items, on shards that split, merge and roll over. */
final class SimulatedStream {
    static final TableName THINGS = new TableName("things");
    static final TableName GADGETS = new TableName("gadgets");

    /** Sequence numbers begin where a comparison as text would soon go wrong. */
    private static final int FIRST_SEQUENCE = 90;

    private static final int MOST_ROLLS = 3;

    private static final int LARGE = 20_000;
    private static final int HUGE = 390_000;
    private static final int RUNS_OF_A_HUGE_ONE = 400;

    private final Random random;
    private final Scenario scenario;
    private final boolean huge;
    private final boolean withOlder;
    private final List<Item> older = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<ItemName, String> values = new HashMap<>();
    private long sequence = FIRST_SEQUENCE;

    private record ItemName(TableName table, String id) {}

    /** A shard's lane, those that must have ended before, whose items are its own, and what happened on it. */
    record Shard(Lane lane, List<Lane> parents, List<String> items, List<Change> changes) {}

    SimulatedStream(Random random, Scenario scenario) {
        this(random, scenario, false);
    }

    /**
     * Streams of tables.
     *
     * @param older whether some items are there before the first change
     */
    SimulatedStream(Random random, Scenario scenario, boolean older) {
        this.random = random;
        this.scenario = scenario;
        this.withOlder = older;
        this.huge = random.nextInt(RUNS_OF_A_HUGE_ONE) == 0;
        grow(THINGS);
        grow(GADGETS);
    }

    /** Parents before children. */
    List<Shard> shards() {
        return shards;
    }

    /** Every change of both tables, in the order of its item. */
    List<Change> changes() {
        return changes;
    }

    private void grow(TableName table) {
        List<Shard> open = new ArrayList<>();
        int roots = 1 + random.nextInt(scenario.scale().shards());
        for (int root = 0; root < roots; root++) {
            int first = root * 10;
            List<String> items = IntStream.range(first, first + 1 + random.nextInt(6))
                    .mapToObj(i -> "item-" + i)
                    .toList();
            items.forEach(item -> begin(new ItemName(table, item)));
            open.add(shard(table, List.of(), items));
        }
        List<Fault> rolls = Stream.of(Fault.SHARD_SPLIT, Fault.SHARD_MERGE, Fault.SHARD_ROLL_OVER)
                .filter(scenario.faults()::contains)
                .toList();
        for (int left = rolls.isEmpty() ? 0 : random.nextInt(MOST_ROLLS + 1); left > 0; left--) {
            roll(table, rolls.get(random.nextInt(rolls.size())), open);
        }
    }

    /** The things that are there before the first change. */
    List<Item> older() {
        return older;
    }

    private void begin(ItemName item) {
        if (withOlder && random.nextInt(3) > 0) {
            Item image = TestChanges.item(item.id(), next(item));
            if (item.table().equals(THINGS)) {
                older.add(image);
            }
        }
    }

    private void roll(TableName table, Fault kind, List<Shard> open) {
        if (kind == Fault.SHARD_MERGE && open.size() < 2) {
            return;
        }
        Shard parent = open.remove(random.nextInt(open.size()));
        List<Lane> parents = List.of(parent.lane());
        List<String> items = parent.items();
        if (kind == Fault.SHARD_SPLIT) {
            int half = items.size() / 2;
            open.add(shard(table, parents, items.subList(0, half)));
            open.add(shard(table, parents, items.subList(half, items.size())));
        } else if (kind == Fault.SHARD_MERGE) {
            Shard other = open.remove(random.nextInt(open.size()));
            List<String> all =
                    Stream.concat(items.stream(), other.items().stream()).toList();
            open.add(shard(table, List.of(parent.lane(), other.lane()), all));
        } else {
            open.add(shard(table, parents, items));
        }
    }

    private Shard shard(TableName table, List<Lane> parents, List<String> items) {
        Lane lane = new Lane(table, new ShardId("shard-" + shards.size()));
        List<Change> own = new ArrayList<>();
        int length = random.nextInt(scenario.scale().changes() + 1);
        for (int i = 0; i < length && !items.isEmpty(); i++) {
            own.add(change(new ItemName(table, items.get(random.nextInt(items.size())))));
        }
        changes.addAll(own);
        Shard shard = new Shard(lane, parents, items, own);
        shards.add(shard);
        return shard;
    }

    private Change change(ItemName item) {
        sequence += 1 + random.nextInt(3);
        ChangeId id =
                new ChangeId(item.table(), ItemKey.of("id", item.id()), SequenceNumber.of(Long.toString(sequence)));
        Optional<String> before = Optional.ofNullable(values.get(item));
        if (before.isEmpty()) {
            return new Change.Inserted(id, TestChanges.CHANGED_AT, TestChanges.item(item.id(), next(item)));
        }
        var old = TestChanges.item(item.id(), before.get());
        return switch (random.nextInt(6)) {
            case 0 -> {
                values.remove(item);
                yield new Change.Removed(id, TestChanges.CHANGED_AT, old);
            }
            case 1 -> {
                values.remove(item);
                Expiry expiry = new Expiry(Expiry.Origin.SERVICE, Optional.of(TestChanges.CHANGED_AT));
                yield new Change.Expired(id, TestChanges.CHANGED_AT, old, expiry);
            }
            default -> new Change.Modified(id, TestChanges.CHANGED_AT, old, TestChanges.item(item.id(), next(item)));
        };
    }

    private String next(ItemName item) {
        String value = (random.nextInt(12) == 0 ? Mirror.WIDE : "value ") + sequence + ballast();
        values.put(item, value);
        return value;
    }

    /** Makes some images as large as a transaction, and in few runs as large as an item may be. */
    private String ballast() {
        if (random.nextInt(huge ? 12 : 60) > 0) {
            return "";
        }
        int length = random.nextInt(huge ? HUGE : LARGE);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) (' ' + random.nextInt(64)));
        }
        return text.toString();
    }
}
