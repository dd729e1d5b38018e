package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Measures the requests to the console. Thread-safe. */
final class RequestMeters {
    private final MeterRegistry registry;

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Notes one, by the route that answered it and not by its path, which anybody can make up. */
    void answered(String route, int status, Duration took) {
        Timer.builder("afterimage.console.request.duration")
                .description("How long the console took to answer.")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(took);
    }
}
