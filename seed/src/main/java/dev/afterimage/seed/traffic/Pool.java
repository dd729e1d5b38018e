package dev.afterimage.seed.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A set of which one can draw an element by luck. Thread-safe. */
final class Pool<T> {
    private final List<T> elements = new ArrayList<>();
    private final Map<T, Integer> places = new HashMap<>();

    synchronized void add(T element) {
        if (places.putIfAbsent(element, elements.size()) == null) {
            elements.add(element);
        }
    }

    /** Whether it was there. */
    synchronized boolean remove(T element) {
        Integer place = places.remove(element);
        if (place == null) {
            return false;
        }
        T last = elements.removeLast();
        if (!last.equals(element)) {
            elements.set(place, last);
            places.put(last, place);
        }
        return true;
    }

    synchronized int size() {
        return elements.size();
    }

    /**
     * Any element; every second time one of the few that came last, as a busy list is one that somebody has just made.
     */
    synchronized Optional<T> draw(RandomGenerator random) {
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        int recent = Math.min(elements.size(), 8);
        return Optional.of(elements.get(
                random.nextBoolean() ? random.nextInt(elements.size()) : elements.size() - 1 - random.nextInt(recent)));
    }
}
