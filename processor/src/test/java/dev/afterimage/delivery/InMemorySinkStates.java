package dev.afterimage.delivery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** States of sinks in memory. Thread-safe. */
public class InMemorySinkStates implements SinkStates {
    private final ConcurrentSkipListMap<SinkName, SinkState> stored = new ConcurrentSkipListMap<>();

    @Override
    public List<SinkState> all() {
        return List.copyOf(stored.values());
    }

    @Override
    public Optional<SinkState> of(SinkName name) {
        return Optional.ofNullable(stored.get(name));
    }

    @Override
    public synchronized boolean put(SinkState next) {
        long before = of(next.name()).map(SinkState::revision).orElse(0L);
        if (before != next.revision() - 1) {
            return false;
        }
        stored.put(next.name(), next);
        return true;
    }
}
