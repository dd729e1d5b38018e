package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.time.Duration;
import java.util.List;

/** Passes on to each of several listeners. */
record DeliveryListeners(List<DeliveryListener> listeners) implements DeliveryListener {
    DeliveryListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void began(SinkName sink, Progress progress) {
        listeners.forEach(listener -> listener.began(sink, progress));
    }

    @Override
    public void delivered(SinkName sink, int events) {
        listeners.forEach(listener -> listener.delivered(sink, events));
    }

    @Override
    public void retrying(SinkName sink, String reason, int attempt, Duration delay) {
        listeners.forEach(listener -> listener.retrying(sink, reason, attempt, delay));
    }

    @Override
    public void halted(SinkName sink, Trouble trouble, Duration delay) {
        listeners.forEach(listener -> listener.halted(sink, trouble, delay));
    }

    @Override
    public void skipped(SinkName sink, EventId event, String reason) {
        listeners.forEach(listener -> listener.skipped(sink, event, reason));
    }

    @Override
    public void left(SinkName sink) {
        listeners.forEach(listener -> listener.left(sink));
    }
}
