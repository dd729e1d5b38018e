package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * A gauge, by its tags, of what is looked at just before the figures are read. What is not seen at a look is not shown, so
 * that no series outlives what it tells of. For one thread.
 */
final class Levels {
    private final MultiGauge gauge;
    private final List<MultiGauge.Row<?>> seen = new ArrayList<>();

    private Levels(MultiGauge gauge) {
        this.gauge = gauge;
    }

    static Levels of(String name, String description, MeterRegistry registry) {
        return new Levels(MultiGauge.builder(name).description(description).register(registry));
    }

    static Levels ofSeconds(String name, String description, MeterRegistry registry) {
        return new Levels(MultiGauge.builder(name)
                .description(description)
                .baseUnit("seconds")
                .register(registry));
    }

    void see(Tags tags, Number value) {
        seen.add(MultiGauge.Row.of(tags, value));
    }

    /** Shows what was seen since it was last called, and nothing else. */
    void show() {
        gauge.register(seen, true);
        seen.clear();
    }
}
