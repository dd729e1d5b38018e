package dev.afterimage.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A counter, by its tags, of what is counted elsewhere. Thread-safe. */
final class Totals {
    private final String name;
    private final String description;
    private final MeterRegistry registry;
    private final Map<Tags, Total> totals = new ConcurrentHashMap<>();

    /** The last that was heard; the registry itself would let go of it. */
    private static final class Total {
        private volatile double value;
    }

    Totals(String name, String description, MeterRegistry registry) {
        this.name = name;
        this.description = description;
        this.registry = registry;
    }

    /** How many there have been so far; this only grows. */
    void set(Tags tags, Number value) {
        totals.computeIfAbsent(tags, this::register).value = value.doubleValue();
    }

    private Total register(Tags tags) {
        Total total = new Total();
        FunctionCounter.builder(name, total, one -> one.value)
                .description(description)
                .tags(tags)
                .register(registry);
        return total;
    }
}
