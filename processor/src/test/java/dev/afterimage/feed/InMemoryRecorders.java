package dev.afterimage.feed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Recordings in memory. Thread-safe. */
public class InMemoryRecorders implements Recorders {
    private final Map<String, Recording> stored = new ConcurrentSkipListMap<>();

    @Override
    public List<Recording> all() {
        return List.copyOf(stored.values());
    }

    @Override
    public synchronized boolean put(Recording next) {
        Recording before = stored.getOrDefault(next.id().toString(), Recording.none(next.id()));
        if (before.revision() != next.revision() - 1) {
            return false;
        }
        stored.put(next.id().toString(), next);
        return true;
    }

    @Override
    public synchronized void forget(Recording recording) {
        stored.remove(recording.id().toString(), recording);
    }
}
