package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import java.util.List;

/** Passes on to each of several listeners. */
record StreamListeners(List<StreamListener> listeners) implements StreamListener {
    StreamListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void gap(TableName table, String detail) {
        listeners.forEach(listener -> listener.gap(table, detail));
    }

    @Override
    public void beforeStart(Lane lane, int changes) {
        listeners.forEach(listener -> listener.beforeStart(lane, changes));
    }

    @Override
    public void malformed(Lane lane, String problem) {
        listeners.forEach(listener -> listener.malformed(lane, problem));
    }

    @Override
    public void replaced(StreamArn followed, StreamArn current) {
        listeners.forEach(listener -> listener.replaced(followed, current));
    }

    @Override
    public void failed(TableName table, String reason) {
        listeners.forEach(listener -> listener.failed(table, reason));
    }
}
