package dev.afterimage.delivery;

import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.pipeline.FailurePolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What delivering works with; the same for every sink.
 *
 * @param worker whom stored states name as the holder; no two live workers have one name
 * @param failover after how long without a sign of life a worker's sinks go to the others
 * @param uptime how long this process has been running, which no correction of a clock touches
 */
public record DeliveryParts(
        ExpiryFeed feed,
        SinkStates states,
        FailurePolicy failures,
        DeliveryListener listener,
        String worker,
        Duration failover,
        InstantSource clock,
        Supplier<Duration> uptime) {
    /** How often something is to be heard of who holds a sink. */
    Duration beat() {
        return failover.dividedBy(3);
    }
}
