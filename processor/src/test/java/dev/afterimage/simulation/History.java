package dev.afterimage.simulation;

import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Notes what happens in a run, for people, if it is to be kept; in most runs nobody wants to read it. */
final class History {
    private final ManualClock clock;
    private final Supplier<String> actor;
    private final boolean kept;
    private final Instant start;
    private final List<String> events = new ArrayList<>();

    History(ManualClock clock, Supplier<String> actor, boolean kept) {
        this.clock = clock;
        this.actor = actor;
        this.kept = kept;
        this.start = clock.instant();
    }

    void note(Supplier<String> event) {
        if (kept) {
            double seconds = Duration.between(start, clock.instant()).toMillis() / 1_000.0;
            events.add(String.format(Locale.ROOT, "%9.3f s  %-26s %s", seconds, actor.get(), event.get()));
        }
    }

    List<String> events() {
        return List.copyOf(events);
    }
}
