package dev.afterimage.console;

import dev.afterimage.console.health.WorkerHealth;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the console shows and asks.
 *
 * @param metrics the worker's figures, as Prometheus reads them
 * @param explain says what is wrong where a failure comes from DynamoDB
 */
public record ConsoleParts(
        WorkerHealth worker,
        Supplier<String> metrics,
        Function<Throwable, Optional<String>> explain,
        InstantSource clock) {}
