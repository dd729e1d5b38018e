package dev.afterimage.testing;

import dev.afterimage.change.Change;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders in which the changes of several lanes can arrive: any that keeps the order of each item. */
final class Interleaving {
    private record ItemName(TableName table, ItemKey key) {}

    private Interleaving() {}

    static List<Change> of(List<Change> changes, Random random) {
        Map<ItemName, Deque<Change>> items = new LinkedHashMap<>();
        changes.forEach(
                change -> items.computeIfAbsent(new ItemName(change.table(), change.key()), _ -> new ArrayDeque<>())
                        .add(change));
        List<Deque<Change>> waiting = new ArrayList<>(items.values());
        List<Change> order = new ArrayList<>(changes.size());
        while (!waiting.isEmpty()) {
            int chosen = random.nextInt(waiting.size());
            order.add(waiting.get(chosen).remove());
            if (waiting.get(chosen).isEmpty()) {
                waiting.remove(chosen);
            }
        }
        return order;
    }
}
