package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.time.Duration;
import java.util.List;

/**
 * Is told what happens at the sinks: for logs, metrics and tests. Called by the sinks' own threads, so it must be
 * thread-safe, fast, and throw nothing.
 */
public interface DeliveryListener {
    /** Listens to nothing. */
    DeliveryListener NONE = new DeliveryListener() {};

    /** This worker delivers to the sink from now on. */
    default void began(SinkName sink, Progress progress) {}

    /** So many events were delivered. */
    default void delivered(SinkName sink, int events) {}

    /** An attempt failed in a way that passes; the next comes after the delay. */
    default void retrying(SinkName sink, String reason, int attempt, Duration delay) {}

    /** The sink cannot go on before somebody mends something, or lets it skip an event. It tries again after the delay. */
    default void halted(SinkName sink, Trouble trouble, Duration delay) {}

    /** The sink refuses the event, which is left out, since the configuration or an operator says so. */
    default void skipped(SinkName sink, EventId event, String reason) {}

    /** This worker does not deliver to the sink any more: it is another's, or this one ends. */
    default void left(SinkName sink) {}

    /** Tells each of these, in order. */
    static DeliveryListener all(List<DeliveryListener> listeners) {
        return new DeliveryListeners(listeners);
    }
}
