package dev.afterimage.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What a demo does.
 *
 * @param length how long the traffic runs; until somebody stops it where empty
 * @param rate the traffic's actions a second
 */
record DemoSettings(int port, Optional<Duration> length, double rate, long seed) {}
