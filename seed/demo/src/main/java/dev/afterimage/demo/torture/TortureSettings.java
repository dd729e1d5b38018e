package dev.afterimage.demo.torture;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How workers are tortured.
 *
 * @param endpoint an empty DynamoDB Local; one is started where empty
 * @param length for how long
 * @param seed what is drawn from
 */
record TortureSettings(Optional<URI> endpoint, Duration length, int workers, long seed) {}
