package dev.afterimage.metrics;

import java.time.Duration;

/**
 * How the delivery of events to one sink fares.
 *
 * @param sink its name in the configuration
 * @param lag how old the oldest event is that is not delivered; none where all are
 * @param delivered events delivered by this process so far
 * @param failed attempts that failed so far
 * @param halted whether it waits for somebody to mend something
 */
public record SinkFigures(String sink, Duration lag, long delivered, long failed, boolean halted) {}
