package dev.afterimage.console;

import dev.afterimage.console.health.Figures;
import dev.afterimage.console.health.WorkerHealth;
import dev.afterimage.console.web.RequestListener;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the console shows and asks.
 *
 * @param figures the worker's, as Prometheus reads them
 * @param requests is told of each request
 * @param explain says what is wrong where a failure comes from DynamoDB
 */
public record ConsoleParts(
        WorkerHealth worker,
        Figures figures,
        RequestListener requests,
        Function<Throwable, Optional<String>> explain,
        InstantSource clock) {}
