package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Events in their order, some of which are done with before those that precede them. For one thread. */
final class Pending {
    private final Map<ExpiryEvent, End> events = new LinkedHashMap<>();

    /** What became of an event. */
    enum End {
        NONE,
        DELIVERED,
        SKIPPED
    }

    Pending(List<ExpiryEvent> events) {
        events.forEach(event -> this.events.put(event, End.NONE));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** The next events to be delivered together: no two of one item, so that none overtakes another of its item. */
    List<ExpiryEvent> batch(int most) {
        List<ExpiryEvent> batch = new ArrayList<>();
        Set<String> items = new HashSet<>();
        for (Map.Entry<ExpiryEvent, End> entry : events.entrySet()) {
            if (entry.getValue() == End.NONE) {
                if (batch.size() == most || !items.add(entry.getKey().id().item())) {
                    break;
                }
                batch.add(entry.getKey());
            }
        }
        return batch;
    }

    void end(ExpiryEvent event, End end) {
        events.put(event, end);
    }

    /** Takes away, in order, those before the first that has no end yet. */
    void removeEnded(BiConsumer<ExpiryEvent, End> removed) {
        var entries = events.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<ExpiryEvent, End> first = entries.next();
            if (first.getValue() == End.NONE) {
                return;
            }
            removed.accept(first.getKey(), first.getValue());
            entries.remove();
        }
    }
}
