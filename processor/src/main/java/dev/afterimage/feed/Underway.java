package dev.afterimage.feed;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commits that record events and of which it is not known yet whether they take effect, by the times at which they
 * record, no two of which are the same. For one thread at a time.
 */
final class Underway {
    private final SortedMap<Instant, Attempt> attempts = new TreeMap<>();

    /**
     * A commit.
     *
     * @param from the revision that it starts from
     * @param openSince when nobody had answered; empty while it is being tried
     */
    private record Attempt(Lane lane, long from, Optional<Duration> openSince) {
        boolean isOpen() {
            return openSince.isPresent();
        }

        /** Whether it cannot take effect once the position has moved past this one. */
        boolean endsWith(Position position) {
            return lane.equals(position.lane()) && from <= position.revision();
        }
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }

    Optional<Instant> earliest() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.firstKey());
    }

    void tries(Position from, Instant at) {
        attempts.put(at, new Attempt(from.lane(), from.revision(), Optional.empty()));
    }

    /** It may or may not take effect. */
    void unanswered(Instant at, Duration now) {
        attempts.computeIfPresent(at, (time, attempt) -> new Attempt(attempt.lane(), attempt.from(), Optional.of(now)));
    }

    /** It has taken effect, or never will. */
    void ended(Instant at) {
        attempts.remove(at);
    }

    /** The stored position is another: whatever starts from this one or from one before it, and is open, has ended. */
    void passed(Position position) {
        attempts.values().removeIf(attempt -> attempt.isOpen() && attempt.endsWith(position));
    }

    /** Those that are open since this time or longer, with their lanes. */
    Map<Instant, Lane> openSince(Duration time) {
        Map<Instant, Lane> open = new TreeMap<>();
        attempts.forEach((at, attempt) -> {
            if (attempt.openSince().filter(since -> since.compareTo(time) <= 0).isPresent()) {
                open.put(at, attempt.lane());
            }
        });
        return open;
    }

    void clear() {
        attempts.clear();
    }

    void ended(Collection<Instant> times) {
        attempts.keySet().removeAll(times);
    }
}
