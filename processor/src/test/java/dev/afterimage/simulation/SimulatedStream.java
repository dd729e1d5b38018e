package dev.afterimage.simulation;

import static dev.afterimage.commit.TestChanges.TABLE;

import dev.afterimage.change.Change;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The stream of a small table: what happened to its items, on shards of which some have split. */
final class SimulatedStream {
    /** Sequence numbers begin where a comparison as text would soon go wrong. */
    private static final int FIRST_SEQUENCE = 90;

    private final Random random;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private long sequence = FIRST_SEQUENCE;

    /** A shard's lane, the lane that must have ended before, and what happened on it. */
    record Shard(Lane lane, Optional<Lane> parent, List<Change> changes) {}

    SimulatedStream(Random random) {
        this.random = random;
        int roots = 1 + random.nextInt(3);
        for (int root = 0; root < roots; root++) {
            int first = root * 10;
            List<String> items = IntStream.range(first, first + 1 + random.nextInt(6))
                    .mapToObj(i -> "item-" + i)
                    .toList();
            grow("shard-" + root, Optional.empty(), items);
        }
    }

    /** Parents before children. */
    List<Shard> shards() {
        return shards;
    }

    /** Every change, in the order of its item. */
    List<Change> changes() {
        return changes;
    }

    private void grow(String name, Optional<Lane> parent, List<String> items) {
        Lane lane = new Lane(TABLE, new ShardId(name));
        List<Change> own = new ArrayList<>();
        int length = random.nextInt(25);
        for (int i = 0; i < length && !items.isEmpty(); i++) {
            own.add(change(items.get(random.nextInt(items.size()))));
        }
        changes.addAll(own);
        shards.add(new Shard(lane, parent, own));
        if (name.length() < 12 && random.nextInt(3) == 0) {
            int half = items.size() / 2;
            grow(name + "-a", Optional.of(lane), items.subList(0, half));
            grow(name + "-b", Optional.of(lane), items.subList(half, items.size()));
        }
    }

    private Change change(String id) {
        sequence += 1 + random.nextInt(3);
        Optional<String> before = Optional.ofNullable(values.get(id));
        if (before.isEmpty()) {
            return TestChanges.inserted(sequence, id, next(id));
        }
        return switch (random.nextInt(6)) {
            case 0 -> TestChanges.removed(sequence, id, gone(id));
            case 1 -> TestChanges.expired(sequence, id, gone(id));
            default -> TestChanges.modified(sequence, id, before.get(), next(id));
        };
    }

    private String next(String id) {
        String value = (random.nextInt(12) == 0 ? Mirror.WIDE : "value ") + sequence;
        values.put(id, value);
        return value;
    }

    private String gone(String id) {
        return Optional.ofNullable(values.remove(id)).orElseThrow();
    }
}
