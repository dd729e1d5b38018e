package dev.afterimage.metrics;

import dev.afterimage.parking.Marker;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much waits in a queue of the parking lot. Immutable.
 *
 * @param since when the item began to wait that has waited for longest
 */
record Waiting(long items, long changes, Optional<Instant> since) {
    static final Waiting NONE = new Waiting(0, 0, Optional.empty());

    /** What these markers tell, by queue; also of these queues of which nothing waits. */
    static Map<ParkedQueue, Waiting> sum(List<ParkedQueue> queues, List<Marker> markers) {
        Map<ParkedQueue, Waiting> parked = new HashMap<>();
        queues.forEach(queue -> parked.put(queue, NONE));
        for (Marker marker : markers) {
            ParkedQueue queue =
                    new ParkedQueue(marker.item().table(), marker.item().projection());
            parked.put(queue, parked.getOrDefault(queue, NONE).and(marker));
        }
        return parked;
    }

    private Waiting and(Marker marker) {
        Instant earliest = since.filter(marker.since()::isAfter).orElse(marker.since());
        return new Waiting(items + 1, changes + marker.waiting(), Optional.of(earliest));
    }
}
