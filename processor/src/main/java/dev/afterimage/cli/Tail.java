package dev.afterimage.cli;

import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Shows the entries of a log as they come. Most come at its end; but lanes go on beside each other, and so now and then
 * the last while of the log is read again for those that came before its end. None is shown twice. For one thread.
 *
 * @param <T> an entry
 */
final class Tail<T> {
    /** An entry that comes later than this after its place in the log is not shown. */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);
    private static final int LOOKS_BETWEEN_SWEEPS = 10;

    private final Listing<T> log;
    private final Marks<T> marks;
    private Set<Object> shown = new HashSet<>();
    private Instant end = Instant.MIN;
    private int looks;

    /** What a tail must know of an entry. */
    interface Marks<T> {
        Object id(T entry);

        /** Where in the log it stands. */
        Instant placedAt(T entry);

        /** When it was written. */
        Instant recordedAt(T entry);
    }

    Tail(Listing<T> log, Marks<T> marks) {
        this.log = log;
        this.marks = marks;
    }

    /** Shows what is recorded from now on in each of these logs, until it is told to stop. */
    static <T> void follow(List<Tail<T>> tails, InstantSource clock, StopSignal stop, Consumer<T> show) {
        Instant start = clock.instant();
        while (stop.pause(PAUSE)) {
            tails.forEach(tail -> tail.look(start, clock.instant(), show));
        }
    }

    /** Shows what was recorded since the start and was not shown before. */
    void look(Instant start, Instant now, Consumer<T> show) {
        boolean sweep = looks++ % LOOKS_BETWEEN_SWEEPS == 0;
        Set<Object> seen = new HashSet<>();
        TimeRange last =
                new TimeRange(sweep || end.isAfter(now) ? now.minus(OVERLAP) : end, now.plus(CLOCKS_DIFFER_BY));
        end = sweep ? last.from() : end;
        log.show(last, PageRequest.oldest(Listing.PAGE), Integer.MAX_VALUE, entry -> {
            end = marks.placedAt(entry);
            if (!marks.recordedAt(entry).isBefore(start)
                    && seen.add(marks.id(entry))
                    && !shown.contains(marks.id(entry))) {
                show.accept(entry);
            }
        });
        if (sweep) {
            shown = seen;
        } else {
            shown.addAll(seen);
        }
    }
}
