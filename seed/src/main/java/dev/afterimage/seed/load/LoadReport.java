package dev.afterimage.seed.load;

import java.time.Duration;

/**
 * What a load did.
 *
 * @param retried how many items DynamoDB left unprocessed at first, counted each time
 */
public record LoadReport(long written, long retried, Duration took) {
    public double itemsPerSecond() {
        return written / Math.max(0.001, took.toNanos() / 1e9);
    }
}
