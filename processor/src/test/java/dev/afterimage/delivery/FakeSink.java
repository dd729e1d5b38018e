package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A sink that answers as a test says, and keeps what it was given. */
public final class FakeSink implements Sink {
    final List<List<ExpiryEvent>> attempts = new CopyOnWriteArrayList<>();
    final List<ExpiryEvent> taken = new CopyOnWriteArrayList<>();
    private final int batch;
    private volatile BiFunction<ExpiryEvent, Integer, Delivery> answer = (event, batchSize) -> Delivery.Taken.TAKEN;
    volatile boolean closed;

    public FakeSink(int batch) {
        this.batch = batch;
    }

    /** From now on it answers this, given an event and how many came with it. */
    void answers(BiFunction<ExpiryEvent, Integer, Delivery> next) {
        answer = next;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public List<Delivery> deliver(List<ExpiryEvent> events) {
        attempts.add(events);
        List<Delivery> outcomes = new ArrayList<>();
        for (ExpiryEvent event : events) {
            Delivery outcome = answer.apply(event, events.size());
            outcomes.add(outcome);
            if (outcome instanceof Delivery.Taken) {
                taken.add(event);
            }
        }
        return outcomes;
    }

    @Override
    public void close() {
        closed = true;
    }
}
