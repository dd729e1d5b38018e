package dev.afterimage.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/** The order in which shards must be read: a parent before its children, else as they come. */
public final class ShardOrder {
    private ShardOrder() {}

    /** These shards, parents first. A parent that is not among them has been trimmed and is not waited for. */
    public static <T, I> List<T> parentsFirst(List<T> shards, Function<T, I> id, Function<T, Optional<I>> parent) {
        Map<I, T> byId = new LinkedHashMap<>();
        shards.forEach(shard -> byId.put(id.apply(shard), shard));
        SequencedSet<T> ordered = new LinkedHashSet<>();
        for (T shard : shards) {
            ordered.addAll(lineage(shard, byId, parent).reversed());
        }
        return new ArrayList<>(ordered);
    }

    /** The shard, its parent, that one's parent, and so on. */
    private static <T, I> SequencedSet<T> lineage(T shard, Map<I, T> byId, Function<T, Optional<I>> parent) {
        SequencedSet<T> lineage = new LinkedHashSet<>();
        Optional<T> next = Optional.of(shard);
        while (next.isPresent() && lineage.add(next.get())) {
            next = parent.apply(next.get()).flatMap(known -> Optional.ofNullable(byId.get(known)));
        }
        return lineage;
    }
}
