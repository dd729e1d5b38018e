package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How much waits in the parking lot, of each table for each projection. For one thread. */
final class ParkedLevels {
    private final Levels items;
    private final Levels changes;
    private final Levels age;

    ParkedLevels(MeterRegistry registry) {
        this.items = Levels.of("afterimage.parked.items", "Items of which changes wait for a projection.", registry);
        this.changes = Levels.of("afterimage.parked.changes", "Changes that wait for a projection.", registry);
        this.age = Levels.ofSeconds(
                "afterimage.parked.age", "For how long the item has waited that has waited for longest.", registry);
    }

    void look(Map<ParkedQueue, Waiting> parked, Instant now) {
        parked.forEach((queue, waiting) -> look(queue, waiting, now));
        List.of(items, changes, age).forEach(Levels::show);
    }

    private void look(ParkedQueue queue, Waiting waiting, Instant now) {
        Tags tags =
                Names.of(queue.table()).and(Names.PROJECTION, queue.projection().value());
        items.see(tags, waiting.items());
        changes.see(tags, waiting.changes());
        Duration waited =
                waiting.since().map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
        age.see(tags, Names.seconds(waited));
    }
}
