package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How far tables are loaded. For one thread. */
final class BackfillLevels {
    private final Levels states;
    private final Levels read;
    private final Levels loaded;
    private final Levels left;

    BackfillLevels(MeterRegistry registry) {
        this.states = Levels.of("afterimage.backfill.state", "1, with the state of the last backfill.", registry);
        this.read = Levels.of("afterimage.backfill.read.items", "Items that the last backfill has read.", registry);
        this.loaded = Levels.of("afterimage.backfill.loaded.items", "Items that it has loaded.", registry);
        this.left = Levels.ofSeconds("afterimage.backfill.left", "How long it takes at the present rate.", registry);
    }

    void look(List<BackfillFigures> backfills) {
        backfills.forEach(this::look);
        List.of(states, read, loaded, left).forEach(Levels::show);
    }

    private void look(BackfillFigures backfill) {
        Tags tags = Names.of(backfill.table());
        states.see(tags.and("state", backfill.state()), 1);
        read.see(tags, backfill.read());
        loaded.see(tags, backfill.loaded());
        backfill.left().ifPresent(time -> left.see(tags, Names.seconds(time)));
    }
}
