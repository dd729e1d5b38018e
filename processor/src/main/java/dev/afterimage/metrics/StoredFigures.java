package dev.afterimage.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures of what is stored and operators look after, whoever works on it, as they were when it was looked at last: twice a
 * minute. Run it every few seconds. Thread-safe.
 */
public final class StoredFigures<T> implements Runnable {
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StoredFigures.class);

    private final String what;
    private final Supplier<List<T>> look;
    private final InstantSource clock;
    private volatile List<T> seen = List.of();
    private Optional<Instant> last = Optional.empty();

    /**
     * Nothing before the first run.
     *
     * @param what of what it is, for people
     */
    public StoredFigures(String what, Supplier<List<T>> look, InstantSource clock) {
        this.what = what;
        this.look = look;
        this.clock = clock;
    }

    /** What was seen last; empty where it could not be read. */
    List<T> figures() {
        return seen;
    }

    @Override
    public synchronized void run() {
        Instant now = clock.instant();
        if (last.filter(at -> now.isBefore(at.plus(PAUSE))).isPresent()) {
            return;
        }
        last = Optional.of(now);
        try {
            seen = List.copyOf(look.get());
        } catch (RuntimeException unreadable) {
            LOG.warn(
                    "what is stored of {} cannot be read, and is in no figure for now: {}",
                    what,
                    unreadable.toString());
            seen = List.of();
        }
    }
}
